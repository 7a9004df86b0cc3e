const MOST_INTERVALS = 5;

/** The marks of the scale for counts, from 0 to the first that is not below the largest: steps of 1, 2 or 5 times a power of ten. */
export function scaleOf(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / MOST_INTERVALS)));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size * MOST_INTERVALS >= most);
  const size = step ?? most;
  const intervals = Math.max(2, Math.ceil(most / size));
  return Array.from({ length: intervals + 1 }, (_, place) => place * size);
}

/** The middle of the place of one of so many, as a share of the whole width. */
export const placeOf = (index: number, count: number): number => (index + 0.5) / count;

/** In which of so many places a share of the width lies. */
export const indexAt = (share: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(share * count)));

const WIDTH = 1_000;
const HEIGHT = 100;

/** What the paths are drawn in; it is stretched to whatever room there is. */
export const viewBox = `0 0 ${String(WIDTH)} ${String(HEIGHT)}`;

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** The path of a line through values, of which `top` is at the upper edge; of all of them, or of those from one on or before one. */
export const linePath = (
  values: readonly number[],
  top: number,
  { from = 0, before = Infinity } = {},
): string =>
  values
    .map((value, index) => {
      const x = round(placeOf(index, values.length) * WIDTH);
      return `${index === from ? 'M' : 'L'}${x} ${round(HEIGHT * (1 - value / top))}`;
    })
    .slice(from, before)
    .join('');

/** The path of the area below that line. */
export function areaPath(values: readonly number[], top: number): string {
  if (values.length === 0) return '';
  const [first, last] = [placeOf(0, values.length), placeOf(values.length - 1, values.length)];
  return `${linePath(values, top)}L${round(last * WIDTH)} ${String(HEIGHT)}L${round(first * WIDTH)} ${String(HEIGHT)}Z`;
}

/** The path of a bar for each value, as one of so many that stand side by side. */
export const barsPath = (
  values: readonly number[],
  top: number,
  side: { place: number; of: number },
): string => {
  const slot = WIDTH / values.length;
  const width = (slot * 0.72) / side.of;
  return values
    .map((value, index) => {
      const x = slot * index + slot * 0.14 + width * side.place;
      const y = HEIGHT * (1 - value / top);
      return `M${round(x)} ${String(HEIGHT)}V${round(y)}H${round(x + width * 0.92)}V${String(HEIGHT)}Z`;
    })
    .join('');
};
