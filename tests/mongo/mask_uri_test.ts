import { assertEquals } from "@std/assert";
import { maskIn, maskUri } from "../../lib/mongo/mask_uri.ts";

Deno.test("maskUri hides the password and nothing else", () => {
  assertEquals(
    maskUri("mongodb+srv://u:p%40ss@cluster0.example.net/db?retryWrites=true"),
    "mongodb+srv://u:***@cluster0.example.net/db?retryWrites=true",
  );
  for (const password of ["pa@ss", "p/ss", "p?ss", "p:ss", "a/b@c:d"]) {
    assertEquals(maskUri(`mongodb://u:${password}@a:1,b:2/db`), "mongodb://u:***@a:1,b:2/db");
  }
  assertEquals(maskUri("mongodb://amina@uni.dz:s3cret@h/x"), "mongodb://amina@uni.dz:***@h/x");
  assertEquals(
    maskUri("mongodb://h/?tlsCertificateKeyFilePassword=s3cret&w=1"),
    "mongodb://h/?tlsCertificateKeyFilePassword=***&w=1",
  );
});

Deno.test("maskUri leaves a connection string without a password as it is", () => {
  for (const uri of ["mongodb://127.0.0.1:27017,127.0.0.1:27018/", "mongodb://u@host/"]) {
    assertEquals(maskUri(uri), uri);
  }
});

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
