/** Whether a browser can read what is compressed in a way, such as `gzip` (RFC 9110, 12.5.3). */
export function acceptsEncoding({ headers }: Request, encoding: string): boolean {
  return (headers.get("accept-encoding") ?? "").split(",").some((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((text) => /^q=0(\.0*)?$/.test(text));
  });
}
