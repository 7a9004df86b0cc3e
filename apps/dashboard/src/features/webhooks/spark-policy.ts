export interface Counted {
  attempts: number;
  failures: number;
}

export type Fate = 'good' | 'mixed' | 'bad' | 'none';

/** How the requests of an hour went. */
export function fateOf({ attempts, failures }: Counted): Fate {
  if (attempts === 0) return 'none';
  if (failures === 0) return 'good';
  return failures === attempts ? 'bad' : 'mixed';
}

/** Rounded down to a tenth of a percent, so that only what never failed is 100 %. */
export const honestShare = (share: number): number => Math.floor(share * 1_000) / 1_000;
