/** What the map of the platform shows of a system: steps and data, and what flows between them. */

/** A place on the map: a step that a notebook is about, or data that steps leave for others. */
export interface Place {
  readonly name: string;
  /** What stands below the name, a line each. */
  readonly lines: readonly string[];
  /** The number of the notebook; absent: it is data. */
  readonly notebook?: string;
  /** Its middle, in columns from the left and rows from the top of its system. */
  readonly column: number;
  readonly row: number;
}

/** What one place leaves and another takes. */
export interface Flow {
  readonly from: Place;
  readonly to: Place;
}

/** A system on the map. */
export interface SystemMap {
  readonly places: readonly Place[];
  readonly flows: readonly Flow[];
}

/** Makes a map of places that have names, and of flows from name to name. */
export function systemMap<Name extends string>(
  places: Readonly<Record<Name, Place>>,
  flows: readonly (readonly [from: NoInfer<Name>, to: NoInfer<Name>])[],
): SystemMap {
  return {
    places: Object.values(places),
    flows: flows.map(([from, to]) => ({ from: places[from], to: places[to] })),
  };
}

/** Maps one below the other, as one. */
export function stacked(maps: readonly SystemMap[]): SystemMap {
  let top = 0;
  const moved = maps.map(({ places, flows }) => {
    const down = top;
    const move = (place: Place): Place => ({ ...place, row: place.row + down });
    top += 1 + Math.max(...places.map(({ row }) => row));
    return {
      places: places.map(move),
      flows: flows.map(({ from, to }) => ({ from: move(from), to: move(to) })),
    };
  });
  return {
    places: moved.flatMap(({ places }) => places),
    flows: moved.flatMap(({ flows }) => flows),
  };
}
