import type { RetentionSettings } from '@recado/sdk';

/** The days that a tenant chooses; null is as long as the operator keeps it. */
export type Kept = Pick<RetentionSettings, 'messagesDays' | 'eventsDays'>;

/** After how many days something goes; null is never. */
export const keptDays = (
  { limits }: Pick<RetentionSettings, 'limits'>,
  kept: Kept,
  name: keyof Kept,
): number | null => kept[name] ?? limits[name];

/** Whether something goes that would have stayed so far: then it is asked first. */
export function isShorter(settings: Kept & Pick<RetentionSettings, 'limits'>, draft: Kept): boolean {
  return (['messagesDays', 'eventsDays'] as const).some((name) => {
    const days = keptDays(settings, draft, name);
    const before = keptDays(settings, settings, name);
    return days !== null && (before === null || days < before);
  });
}
