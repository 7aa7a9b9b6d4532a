import { add } from "./counts";
import { Plan } from "./plan";
import { find } from "./table";

/** How many cells a city has, one for each event. */
const cellsPerCity: u32 = 3;

/** Counts an event in the city of its user, if cities are counted. */
// @ts-ignore: decorator
@inline
export function addCity(plan: Plan, user: usize, length: u32, event: i32, sign: i64): void {
  const byCity = plan.byCity;
  if (byCity == 0) return;
  const users = plan.users;
  const city = users === null
    ? <i32>byNumber(plan, user, length)
    : max(find(users, user, length), 0);
  add(byCity, <usize>(<u32>city + <u32>event), sign);
}

/** The first cell of the city of a user by number, which is 0 if there is no such user. */
// @ts-ignore: decorator
@inline
function byNumber(plan: Plan, at: usize, length: u32): u32 {
  const number = numberAt(at, length);
  return number < plan.placesEnd
    ? cellsPerCity * <u32>load<u16>(plan.places + (<usize>number << 1))
    : 0;
}

/** The number that up to 8 digits spell, as it is usually written; otherwise one that no user has. */
// @ts-ignore: decorator
@inline
function numberAt(at: usize, length: u32): u32 {
  if (length - 1 > 7) return u32.MAX_VALUE;
  const shift = 64 - (length << 3);
  const digits = load<u64>(at) << shift ^ <u64>0x3030303030303030 << shift; // the last one uppermost
  const isOther = ((digits + 0x7676767676767676 | digits) & 0x8080808080808080) != 0;
  if (isOther || (load<u8>(at) == zero && length > 1)) return u32.MAX_VALUE;
  // Of two neighbours, of four, of eight: two multiplications for all (Lemire, "Number Parsing at a Gigabyte per Second").
  const pairs = digits * 10 + (digits >> 8);
  return <u32>(((pairs & 0x000000ff000000ff) * 0x000f424000000064 +
    (pairs >> 16 & 0x000000ff000000ff) * 0x0000271000000001) >> 32);
}

const zero: u8 = 48;
