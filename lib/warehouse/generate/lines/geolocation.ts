/** The optional file of places: many points for each zip prefix, of which some stand twice. */
import { type Random, random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import { places, somewhere } from "../market/places.ts";
import { Size } from "../market/size.ts";
import { states } from "../market/states.ts";
import { Wheel } from "../market/wheel.ts";
import { ByteWriter } from "./byte_writer.ts";

/** Copies stand among the lines that follow, up to so many further down. */
const window_lines = 500;

const wheel = new Wheel(states.map(({ customers }) => customers));

/** The lines of one market, in pieces: exact copies are as many as in the real set. */
export function geolocationLines(seed: number, name: string, orders: number) {
  const draw = random(seed, `${name} geolocation`);
  const size = new Size(orders);
  const copies = size.of(oracle.geolocation.duplicates);
  const points = size.of(oracle.geolocation.rows) - copies;
  const to = new ByteWriter();
  let waiting: string[] = [];
  const flush = () => {
    waiting.sort();
    for (const line of waiting) {
      to.text(line);
      to.line();
    }
    waiting = [];
  };
  for (let i = 0; i < points; i++) {
    const line = point(draw);
    waiting.push(line);
    const more = Math.floor((i + 1) * copies / points) - Math.floor(i * copies / points);
    for (let copy = 0; copy < more; copy++) waiting.push(line);
    if (waiting.length >= window_lines) flush();
  }
  flush();
  return to.done();
}

/** A point near its city, which lies somewhere in its state. */
function point(draw: Random): string {
  const state = wheel.turn(draw);
  const { city, zip } = somewhere(state, draw);
  const { at: [latitude, longitude], code } = states[state] ?? { at: [0, 0], code: "" };
  const name = places[state]?.cities[city]?.name ?? "";
  // The golden angle spreads the cities of a state around its capital.
  const angle = city * 2.399963, far = city === 0 ? 0 : 0.3 + 0.25 * Math.sqrt(city);
  const north = latitude + far * Math.cos(angle) + 0.03 * draw.gaussian();
  const east = longitude + far * Math.sin(angle) + 0.03 * draw.gaussian();
  const written = draw.chance(0.1) ? name.replace(/\bsao\b/, "são") : name;
  return `"${String(zip).padStart(5, "0")}",${north},${east},${written},${code}`;
}
