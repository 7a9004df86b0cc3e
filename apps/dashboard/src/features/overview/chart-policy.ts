/** The smallest 2, 4 or 10 times a power of ten that is not below: an end of the scale that halves well. */
export function niceCeiling(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [2, 4, 10].map((step) => step * power).find((ceiling) => ceiling >= most) ?? most;
}
