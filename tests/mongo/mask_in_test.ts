import { assertEquals } from "@std/assert";
import { maskIn } from "../../lib/mongo/mask_in.ts";

Deno.test("maskIn hides a connection string's secrets in whatever is said of it", () => {
  const said: readonly (readonly [text: string, uri: string, expected: string])[] = [
    [
      "Unable to parse s3cret@host with URL",
      "mongodb://u:s3cret@host",
      "Unable to parse ***@host with URL",
    ],
    ["bad s3@cret", "mongodb://u:s3%40cret@host", "bad ***"],
    ["no abc, but abcdef", "mongodb://u:abc@host", "no ***, but abcdef"],
    [
      "token T0KEN of A",
      "mongodb://h/?authMechanismProperties=AWS_SESSION_TOKEN:T0KEN",
      "token *** of A",
    ],
    ["s3cret", "mongodb://u:s3cret", "***"],
    [
      "connect ECONNREFUSED 127.0.0.1:1",
      "mongodb://127.0.0.1:1",
      "connect ECONNREFUSED 127.0.0.1:1",
    ],
  ];
  for (const [text, uri, expected] of said) assertEquals(maskIn(text, uri), expected);
});
