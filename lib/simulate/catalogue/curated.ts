/** The 64 products of the shop with their prices in Algeria, late 2025, in whole DZD. */
import type { Category, Product, specs } from "../../documents.ts";
import type { z } from "zod";

/** A product before it has its `_id`. */
export type Listing = Product extends infer P ? P extends Product ? Omit<P, "_id"> : never : never;

type Specs<C extends Category> = z.infer<(typeof specs)[C]>;
type Row<Columns extends unknown[]> = readonly [
  name: string,
  brand: string,
  price: number,
  stock: number,
  ...columns: Columns,
];

/** One category as a table: each row is name, brand, price, stock, then the columns of `specs`. */
function table<C extends Category, Columns extends unknown[]>(
  category: C,
  toSpecs: (...columns: Columns) => Specs<C>,
  rows: readonly Row<Columns>[],
): Listing[] {
  return rows.map(([name, brand, price, stock, ...columns]) =>
    ({ name, brand, category, price, stock, specs: toSpecs(...columns) }) as Listing
  );
}

// deno-fmt-ignore -- tables read best with one product a line
export const curated: readonly Listing[] = [
  ...table("laptop", (cpu: string, ram_gb: number, storage_gb: number, screen_in: number, gpu: string) =>
    ({ cpu, ram_gb, storage_gb, screen_in, gpu }), [
    ["MacBook Air M2", "Apple", 219_000, 18, "Apple M2", 8, 256, 13.6, "Apple M2, 8 cores"],
    ["MacBook Pro 14 M3", "Apple", 389_000, 7, "Apple M3", 16, 512, 14.2, "Apple M3, 10 cores"],
    ["Lenovo Legion 5", "Lenovo", 268_000, 9, "Ryzen 7 7735HS", 16, 512, 15.6, "GeForce RTX 4060"],
    ["HP Victus 15", "HP", 172_000, 14, "Core i5-12450H", 16, 512, 15.6, "GeForce RTX 3050"],
    ["ASUS VivoBook 15", "ASUS", 104_000, 22, "Core i5-1235U", 8, 512, 15.6, "Intel Iris Xe"],
    ["Lenovo IdeaPad 3", "Lenovo", 84_000, 31, "Ryzen 5 5500U", 8, 256, 15.6, "Radeon Vega 7"],
    ["HP 250 G10", "HP", 92_500, 26, "Core i5-1335U", 8, 512, 15.6, "Intel Iris Xe"],
    ["Dell Latitude 5440", "Dell", 178_000, 11, "Core i5-1345U", 16, 512, 14, "Intel Iris Xe"],
  ]),
  ...table("phone", (screen_in: number, ram_gb: number, storage_gb: number, battery_mah: number, camera_mp: number, sim: string) =>
    ({ screen_in, ram_gb, storage_gb, battery_mah, camera_mp, sim }), [
    ["iPhone 15", "Apple", 185_000, 24, 6.1, 6, 128, 3349, 48, "nano-SIM and eSIM"],
    ["iPhone 13", "Apple", 124_000, 17, 6.1, 4, 128, 3240, 12, "nano-SIM and eSIM"],
    ["Samsung S24", "Samsung", 160_000, 21, 6.2, 8, 256, 4000, 50, "nano-SIM and eSIM"],
    ["Samsung Galaxy A55", "Samsung", 79_000, 38, 6.6, 8, 256, 5000, 50, "two nano-SIM"],
    ["Samsung Galaxy A15", "Samsung", 38_000, 64, 6.5, 6, 128, 5000, 50, "two nano-SIM"],
    ["Xiaomi Redmi Note 13 Pro", "Xiaomi", 57_500, 45, 6.67, 8, 256, 5000, 200, "two nano-SIM"],
    ["Xiaomi Redmi 13C", "Xiaomi", 26_900, 72, 6.74, 6, 128, 5000, 50, "two nano-SIM"],
    ["OPPO Reno 11 F", "OPPO", 63_000, 29, 6.7, 8, 256, 5000, 64, "two nano-SIM"],
    ["Google Pixel 8", "Google", 112_000, 8, 6.2, 8, 128, 4575, 50, "nano-SIM and eSIM"],
    ["Condor Allure M3", "Condor", 24_500, 33, 6.18, 4, 64, 3000, 13, "two nano-SIM"],
    ["Unknown Phone", "Unbranded", 9_900, 5, 5, 2, 16, 2000, 5, "mini-SIM"],
  ]),
  ...table("tablet", (screen_in: number, ram_gb: number, storage_gb: number, battery_mah: number, stylus: boolean) =>
    ({ screen_in, ram_gb, storage_gb, battery_mah, stylus }), [
    ["iPad 10", "Apple", 97_000, 19, 10.9, 4, 64, 7606, false],
    ["iPad Air M2", "Apple", 164_000, 10, 11, 8, 128, 7606, true],
    ["Samsung Galaxy Tab S9 FE", "Samsung", 86_000, 16, 10.9, 6, 128, 8000, true],
    ["Samsung Galaxy Tab A9", "Samsung", 35_500, 41, 8.7, 4, 64, 5100, false],
  ]),
  ...table("console", (generation: string, storage_gb: number, max_resolution: string, controllers: number) =>
    ({ generation, storage_gb, max_resolution, controllers }), [
    ["PlayStation 5", "Sony", 135_000, 27, "ninth", 1000, "4K", 1],
    ["PlayStation 4 Slim", "Sony", 62_000, 12, "eighth", 500, "1080p", 1],
    ["Xbox Series S", "Microsoft", 78_000, 15, "ninth", 512, "1440p", 1],
    ["Nintendo Switch OLED", "Nintendo", 82_000, 13, "eighth", 64, "1080p", 2],
  ]),
  ...table("headphones", (form: string, wireless: boolean, noise_cancelling: boolean, battery_h: number) =>
    ({ form, wireless, noise_cancelling, battery_h }), [
    ["AirPods Pro 2", "Apple", 47_500, 28, "in-ear", true, true, 6],
    ["Sony WH-1000XM5", "Sony", 71_000, 12, "over-ear", true, true, 30],
    ["Marshall Major IV", "Marshall", 23_500, 14, "on-ear", true, false, 80],
    ["JBL Tune 770NC", "JBL", 18_500, 25, "over-ear", true, true, 70],
    ["JBL Tune 510BT", "JBL", 8_200, 58, "on-ear", true, false, 40],
    ["Samsung Galaxy Buds FE", "Samsung", 15_500, 36, "in-ear", true, true, 6],
    ["Sony Pulse 3D", "Sony", 24_000, 20, "over-ear", true, false, 12],
    ["HyperX Cloud II", "HyperX", 17_500, 23, "over-ear", false, false, 0],
  ]),
  ...table("tv", (screen_in: number, resolution: string, panel: string, refresh_hz: number, smart_os: string) =>
    ({ screen_in, resolution, panel, refresh_hz, smart_os }), [
    ["Samsung QLED 55 Q60D", "Samsung", 134_000, 13, 55, "3840x2160", "QLED", 60, "Tizen"],
    ["LG OLED 55 C3", "LG", 249_000, 5, 55, "3840x2160", "OLED", 120, "webOS"],
    ["IRIS 50 4K Google TV", "IRIS", 66_500, 22, 50, "3840x2160", "LED", 60, "Google TV"],
    ["Condor 43 Full HD", "Condor", 44_900, 34, 43, "1920x1080", "LED", 60, "Android TV"],
    ["Géant 32 HD", "Géant", 27_500, 47, 32, "1366x768", "LED", 60, "none"],
    ["Starlight 58 4K", "Starlight", 82_000, 9, 58, "3840x2160", "LED", 60, "webOS"],
  ]),
  ...table("camera", (sensor: string, resolution_mp: number, mount: string, video: string) =>
    ({ sensor, resolution_mp, mount, video }), [
    ["Canon EOS R50", "Canon", 142_000, 8, "APS-C", 24.2, "Canon RF", "4K at 30 fps"],
    ["Canon EOS 250D", "Canon", 114_000, 10, "APS-C", 24.1, "Canon EF-S", "4K at 25 fps"],
    ["Sony ZV-E10", "Sony", 127_000, 9, "APS-C", 24.2, "Sony E", "4K at 30 fps"],
    ["Nikon Z30", "Nikon", 124_500, 6, "APS-C", 20.9, "Nikon Z", "4K at 30 fps"],
    ["GoPro Hero 12", "GoPro", 77_000, 14, "1/1.9 inch", 27, "fixed lens", "5.3K at 60 fps"],
  ]),
  ...table("monitor", (screen_in: number, resolution: string, panel: string, refresh_hz: number, ports: string[]) =>
    ({ screen_in, resolution, panel, refresh_hz, ports }), [
    ["Samsung Odyssey G5 27", "Samsung", 58_500, 15, 27, "2560x1440", "VA", 165, ["HDMI", "DisplayPort"]],
    ["LG UltraGear 24", "LG", 41_500, 19, 24, "1920x1080", "IPS", 144, ["HDMI", "DisplayPort"]],
    ["Dell P2422H", "Dell", 36_000, 24, 23.8, "1920x1080", "IPS", 60, ["HDMI", "DisplayPort", "VGA"]],
    ["HP M24f", "HP", 29_500, 27, 23.8, "1920x1080", "IPS", 75, ["HDMI", "VGA"]],
  ]),
  ...table("case", (fits: string, material: string, color: string) => ({ fits, material, color }), [
    ["Silicone Case for iPhone 15", "Apple", 5_900, 85, "iPhone 15", "silicone", "black"],
    ["Clear Case for iPhone 13", "Spigen", 3_400, 70, "iPhone 13", "polycarbonate", "clear"],
    ["Rugged Case for Samsung S24", "Spigen", 4_200, 60, "Samsung S24", "TPU", "black"],
    ["Flip Case for Galaxy A55", "Samsung", 3_900, 55, "Samsung Galaxy A55", "artificial leather", "navy"],
    ["Clear Case for Galaxy A15", "Nillkin", 1_800, 120, "Samsung Galaxy A15", "TPU", "clear"],
    ["Armor Case for Redmi Note 13 Pro", "Nillkin", 2_400, 90, "Xiaomi Redmi Note 13 Pro", "TPU", "black"],
    ["Soft Case for Redmi 13C", "Xiaomi", 1_500, 110, "Xiaomi Redmi 13C", "silicone", "green"],
    ["Sleeve for MacBook Air M2", "Tomtoc", 5_600, 32, "MacBook Air M2", "polyester", "gray"],
    ["Shoulder Bag for Canon EOS R50", "Lowepro", 6_000, 21, "Canon EOS R50", "nylon", "black"],
  ]),
  ...table("charger", (power_w: number, connector: string, ports: number, cable_included: boolean) =>
    ({ power_w, connector, ports, cable_included }), [
    ["Apple 20W Charger", "Apple", 4_900, 95, 20, "USB-C", 1, false],
    ["Samsung 25W Charger", "Samsung", 3_900, 88, 25, "USB-C", 1, true],
    ["Xiaomi 67W Charger", "Xiaomi", 5_500, 66, 67, "USB-A", 1, true],
    ["Anker 65W GaN Charger", "Anker", 8_900, 40, 65, "USB-C", 3, false],
    ["Condor 18W Charger", "Condor", 2_500, 130, 18, "USB-A", 2, true],
  ]),
];
