import { assertEquals } from "@std/assert";
import { maskAddress, withoutSecrets } from "../../../lib/base/text/without_secrets.ts";

Deno.test("maskAddress() hides what may be a password, however broken the address is", () => {
  for (
    const uri of [
      "mongodb://user:SECRET",
      "mongodb://user:SECRET/shop?retryWrites=true",
      "mongodb://user:SEC/RET@host/shop",
      "mongodb://user:SECRET%40host:27017/shop",
      "mongodb://user%3ASECRET@host/",
      "mongodb://user:SECRET@",
      "mongodb:/user:SECRET@host/",
      "mongodb:user:SECRET@host/",
      "mongodb+srv://user:SECRET",
      "user:SECRET@host/shop",
      "mongodb://a:1,user:SECRET@host",
      " mongodb://user:SECRET@host",
      "mongodb://host/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:SECRET",
      "mongodb://host/?authMechanismProperties=AWS_SESSION_TOKEN%3ASECRET",
      "mongodb://host/authMechanismProperties=AWS_SESSION_TOKEN:SECRET",
      "mongodb://host/?proxyHost=p&proxyUsername=u&proxyPassword=SECRET",
      "mongodb://host/?tls=true;tlsCertificateKeyFilePassword=SECRET",
      "mongodb://host/?TLSCERTIFICATEKEYFILEPASSWORD=SECRET&w=1",
    ]
  ) assertEquals(/SEC|RET/.test(maskAddress(uri)), false, maskAddress(uri));
  for (
    const uri of ["mongodb://amina:65536", "mongodb://amina:01234", "mongodb+srv://amina:27017"]
  ) {
    assertEquals(maskAddress(uri).split(":").at(-1), "***", uri); // these can be no port
  }
});

Deno.test("maskAddress() hides the password and nothing else", () => {
  assertEquals(
    maskAddress("mongodb+srv://u:p%40ss@cluster0.example.net/db?retryWrites=true"),
    "mongodb+srv://u:***@cluster0.example.net/db?retryWrites=true",
  );
  for (const password of ["pa@ss", "p/ss", "p?ss", "p:ss", "a/b@c:d"]) {
    assertEquals(maskAddress(`mongodb://u:${password}@a:1,b:2/db`), "mongodb://u:***@a:1,b:2/db");
  }
  assertEquals(maskAddress("mongodb://amina@uni.dz:s3cret@h/x"), "mongodb://amina@uni.dz:***@h/x");
  assertEquals(
    maskAddress("mongodb://h/?tlsCertificateKeyFilePassword=s3cret&w=1"),
    "mongodb://h/?tlsCertificateKeyFilePassword=***&w=1",
  );
});

Deno.test("maskAddress() leaves an address without a secret as it is", () => {
  for (
    const uri of [
      "mongodb://127.0.0.1:27017,127.0.0.1:27018/shop?replicaSet=rs0&authSource=admin",
      "mongodb://[::1]:27017/",
      "mongodb://localhost",
      "mongodb+srv://cluster0.example.net/db?retryWrites=true&w=majority",
      "mongodb://u@host/?tlsCertificateKeyFile=/etc/key.pem",
      "mongodb://amina:***@db/shop",
      "mongodb://amina:***",
    ]
  ) assertEquals(maskAddress(uri), uri);
});

Deno.test("withoutSecrets() hides the secrets of addresses within a text, and nothing else", () => {
  const texts: Readonly<Record<string, string>> = {
    'Invalid connection string "mongodb://user:SECRET"':
      'Invalid connection string "mongodb://user:***"',
    "Cannot reach mongodb://u:SECRET@h:1,g:2/db: no answer.":
      "Cannot reach mongodb://u:***@h:1,g:2/db: no answer.",
    "--conf spark.mongodb.connection.uri=mongodb://u:SEC@RET@h/db --x":
      "--conf spark.mongodb.connection.uri=mongodb://u:***@h/db --x",
    "ProxyError: http://amina:SECRET@proxy:3128 and https://t:SECRET@pypi/simple":
      "ProxyError: http://amina:***@proxy:3128 and https://t:***@pypi/simple",
    "tlsCertificateKeyFilePassword=SECRET is wrong": "tlsCertificateKeyFilePassword=*** is wrong",
    "no file at mongodb://h/?proxyPassword=***SECRET: ENOENT":
      "no file at mongodb://h/?proxyPassword=***: ENOENT",
    "the AWS_SESSION_TOKEN: it is missing": "the AWS_SESSION_TOKEN: it is missing",
    "Cannot reach MongoDB at mongodb://h:27017: refused":
      "Cannot reach MongoDB at mongodb://h:27017: refused",
    "The dashboard is at http://127.0.0.1:8000/ (Ctrl-C ends it)":
      "The dashboard is at http://127.0.0.1:8000/ (Ctrl-C ends it)",
    "wrong user name or password (or authSource): amina@uni.dz":
      "wrong user name or password (or authSource): amina@uni.dz",
    "k8s://https://h:6443, spark://h:7077": "k8s://https://h:6443, spark://h:7077",
  };
  for (const [text, expected] of Object.entries(texts)) {
    assertEquals(withoutSecrets(text), expected);
    assertEquals(withoutSecrets(expected), expected);
  }
});
