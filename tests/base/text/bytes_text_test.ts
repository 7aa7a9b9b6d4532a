import { assertEquals } from "@std/assert";
import { bytesText } from "../../../lib/base/text/bytes_text.ts";

Deno.test("bytesText has three digits at most, and changes its unit where rounding would make four", () => {
  const texts: [number, string][] = [
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [1234, "1.23 kB"],
    [9996, "10 kB"],
    [99_960, "100 kB"],
    [999_499, "999 kB"],
    [999_500, "1 MB"],
    [229_718_976, "230 MB"],
    [5e15, "5000 TB"],
  ];
  assertEquals(texts.map(([bytes]) => bytesText(bytes)), texts.map(([, text]) => text));
});
