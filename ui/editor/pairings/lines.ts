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

/**
 * Pixels from the edge at `x` outwards, as far as there is `room`; lines whose spans overlap lie in lanes of their own,
 * short ones inside. Many lanes lie closer.
 */
export function linesOf(ends: readonly Ends[], x: number, room: number): readonly Line[] {
  const byLength = [...ends].sort((one, other) => one.bottom - one.top - (other.bottom - other.top));
  const lanes: Ends[][] = [];
  const laid = byLength.map((each) => {
    let lane = lanes.findIndex((taken) => taken.every(({ top, bottom }) => each.bottom <= top || bottom <= each.top));
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]!.push(each);
    return lane;
  });
  const step = Math.min(STEP, (room - NEAREST) / (lanes.length - 1 || 1));
  return byLength.map(({ id, top, bottom }, at) => {
    const depth = NEAREST + laid[at]! * step;
    const bend = Math.min(depth, (bottom - top) / 2);
    const out = x + depth;
    return {
      id,
      path: `M${x} ${top}C${out} ${top} ${out} ${top} ${out} ${top + bend}V${bottom - bend}C${out} ${bottom} ${out} ${bottom} ${x} ${bottom}`,
    };
  });
}
