import { assertEquals } from "@std/assert";
import { acceptsEncoding } from "../../fresh-app/accepts_encoding.ts";

Deno.test("acceptsEncoding reads the list, whole names only, and what is refused by its weight", () => {
  const accepts = (header: string) =>
    acceptsEncoding(new Request("http://x/", { headers: { "accept-encoding": header } }), "gzip");
  for (const header of ["gzip", "br, GZIP;q=0.5", "deflate,gzip ; q=1"]) {
    assertEquals(accepts(header), true, header);
  }
  for (const header of ["", "x-gzip", "gzip;q=0", "br, gzip; q=0.000"]) {
    assertEquals(accepts(header), false, header);
  }
});
