import { z } from 'zod';

/** Meta's timestamps: seconds since the epoch, as text. */
export const EpochSeconds = z
  .union([z.string().regex(/^\d{1,11}$/), z.number().int().positive()])
  .transform((seconds) => new Date(Number(seconds) * 1_000));
