/** Pictures as PNG files, which only a browser can draw. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />

/** Sharp on screens with twice as many pixels. */
const scale = 2;

/** Lets buttons with the address of an SVG save it as PNG, under the name that they give. */
export function enhancePngs(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLButtonElement>("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => void save(button));
  }
}

async function save(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  button.textContent = "PNG";
  try {
    const response = await fetch(button.dataset["png"] ?? "");
    if (!response.ok) throw new Error(`status ${response.status}`);
    const png = await draw(await response.blob());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(png);
    link.download = button.dataset["file"] ?? "";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch {
    button.textContent = "PNG failed, try again";
  } finally {
    button.disabled = false;
  }
}

async function draw(svg: Blob): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  try {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((png) => png ? resolve(png) : reject(new Error("no picture")), "image/png")
    );
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
