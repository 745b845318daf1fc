/** The drawn lines of pairings: curves in the margin beside the works, from the middle of one to the other. */

export interface Ends {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
}

export interface Line {
  readonly id: string;
  readonly path: string;
}

const NEAREST = 14;
const STEP = 10;
const DEEPEST = 64;

/** Pixels from the edge at `x` outwards; lines whose spans overlap lie in lanes of their own, short ones inside. */
export function linesOf(ends: readonly Ends[], x: number): readonly Line[] {
  const byLength = [...ends].sort((one, other) => one.bottom - one.top - (other.bottom - other.top));
  const lanes: Ends[][] = [];
  return byLength.map((each) => {
    let lane = lanes.findIndex((taken) => taken.every(({ top, bottom }) => each.bottom <= top || bottom <= each.top));
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]!.push(each);
    const depth = Math.min(NEAREST + lane * STEP, DEEPEST);
    const bend = Math.min(depth, (each.bottom - each.top) / 2);
    const out = x + depth;
    return {
      id: each.id,
      path: `M${x} ${each.top}C${out} ${each.top} ${out} ${each.top} ${out} ${each.top + bend}V${each.bottom - bend}C${out} ${each.bottom} ${out} ${each.bottom} ${x} ${each.bottom}`,
    };
  });
}
