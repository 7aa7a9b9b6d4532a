/** The flags that say who is a VIP, shared by `vip` and `spark vip`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { vipDefaults } from "../../lib/campaign/vip.ts";
import { realNumber } from "./cli.ts";

/** The values of the flags. */
export interface VipFlags {
  readonly city: string;
  readonly minSpend: number;
}

/** Adds the flags to a command. */
export function addVipFlags(program: Command): Command {
  const { city, minSpend_dzd } = vipDefaults;
  return program
    .addOption(
      new Option("--city <name>", "where they live").default(city).argParser((text) => {
        if (text.trim()) return text;
        throw new InvalidArgumentError("It must be the name of a city.");
      }),
    )
    .addOption(
      realNumber(
        "--min-spend <dzd>",
        "they have spent more than that",
        "a number of at least 0",
        (value) => value >= 0,
      ).default(minSpend_dzd),
    );
}
