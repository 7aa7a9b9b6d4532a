/** What is said of a connection string, without the secrets in it: fit for messages and logs. */
import { withoutSecrets } from "../base/text/without_secrets.ts";
import { passwordsIn } from "./passwords_in.ts";

/** So short a secret is only hidden where it stands by itself: it may be a part of any word. */
const short = 4;

/**
 * What is said of a connection string, such as by the driver, with the string's secrets replaced by `***`
 * wherever they show up.
 */
export function maskIn(text: string, uri: string): string {
  return passwordsIn([uri]).toSorted((a, b) => b.length - a.length).reduce(
    (rest, secret) =>
      secret.length >= short ? rest.replaceAll(secret, "***") : rest.replaceAll(
        new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(secret)}(?![\\p{L}\\p{N}])`, "gu"),
        "***",
      ),
    withoutSecrets(text),
  );
}
