import { z } from 'zod';

/** `GET /health/live`. */
export const Liveness = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'Liveness', example: { status: 'ok' } });
export type Liveness = z.infer<typeof Liveness>;

/** `GET /health/ready`, when all is well; otherwise it is a problem of status 503. */
export const Readiness = z
  .object({ status: z.literal('ok'), database: z.literal('up'), queue: z.literal('up') })
  .meta({ id: 'Readiness', example: { status: 'ok', database: 'up', queue: 'up' } });
export type Readiness = z.infer<typeof Readiness>;
