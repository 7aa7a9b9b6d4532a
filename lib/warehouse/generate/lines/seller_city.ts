/** How sellers wrote their cities: most right, some as nobody would. */
import type { Random } from "../../../base/random.ts";
import { places } from "../market/places.ts";
import { states } from "../market/states.ts";

/** The worst of the real set; the first sellers of a market write so. */
const oddities = [
  "sao paulo - sp",
  "sp / sp",
  "04482255",
  "vendas@lojaexemplo.com.br",
  "sao paulo sp",
  "sao paulop",
  "rio de janeiro / rio de janeiro",
  "mogi das cruzes / sp",
  "novo hamburgo, rio grande do sul, brasil",
  "santo andre/sao paulo",
  "sao  paulo",
  "ribeirao preto / sao paulo",
  "sbc/sp",
];

/** The city of a seller as it stands in the file. */
export function sellerCity(state: number, city: number, seller: number, draw: Random): string {
  const { name } = places[state]?.cities[city] ?? { name: "" };
  const style = draw.next();
  const odd = oddities[Math.floor(seller / 7)];
  if (seller % 7 === 3 && odd !== undefined) return odd;
  const code = states[state]?.code.toLowerCase();
  if (style < 0.004) return `${name} - ${code}`;
  if (style < 0.006) return `${name} / ${code}`;
  if (style < 0.008) return name.replace(" ", "  ");
  return name;
}
