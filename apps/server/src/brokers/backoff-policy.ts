const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to leave a broker alone that failed this many times in a row: twice as long each time, half a minute at most.
 * @param random from 0 up to 1, so that processes do not all come back at once
 */
export const retryDelayMs = (failures: number, random: number): number =>
  Math.round(Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 10), LONGEST_MS) * (0.8 + 0.4 * random));
