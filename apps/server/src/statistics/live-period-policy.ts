import type { TrafficStep } from '@recado/contracts';

const stepMs: Record<TrafficStep, number> = { minute: 60_000, hour: 3_600_000 };

/** The beginnings of this minute or hour and of those before it, oldest first. */
export function pointsBack(step: TrafficStep, count: number, now: Date): Date[] {
  const size = stepMs[step];
  const current = Math.floor(now.getTime() / size) * size;
  return Array.from({ length: count }, (_, place) => new Date(current - (count - 1 - place) * size));
}
