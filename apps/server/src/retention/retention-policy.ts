import type { PutRetention, RetentionSettings } from '@recado/contracts';

type Limits = RetentionSettings['limits'];

/** What a tenant wants beyond what the operator keeps, field by field. */
export function beyondLimits(
  wanted: PutRetention,
  limits: Limits,
): { path: keyof PutRetention; message: string }[] {
  return (['messagesDays', 'eventsDays'] as const).flatMap((path) => {
    const [days, most] = [wanted[path], limits[path]];
    if (days === null || most === null || days <= most) return [];
    return [{ path, message: `must be at most ${String(most)}, which is how long the operator keeps it` }];
  });
}
