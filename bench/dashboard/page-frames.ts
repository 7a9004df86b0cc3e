import type { Page } from 'playwright-core';
import { z } from 'zod';
import { recordFrames, stopRecording } from './page-scripts.ts';

/** How a page was drawn while something went on. A frame is dropped when more than one and a half of 60 in a second passed. */
export interface FrameFigures {
  framesPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  worstMs: number;
  droppedPercent: number;
  longTasks: number;
  longTasksMs: number;
}

const FRAME_MS = 1_000 / 60;
const round = (value: number): number => Math.round(value * 10) / 10;

/** The value below which such a share of the others are. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

const Recorded = z.object({ intervals: z.array(z.number()), tasks: z.array(z.number()) });

/** Records the page's frames and long tasks while the work takes. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<FrameFigures> {
  await page.evaluate(recordFrames);
  await work();
  return figuresOf(Recorded.parse(await page.evaluate(stopRecording)));
}

function figuresOf({ intervals, tasks }: z.infer<typeof Recorded>): FrameFigures {
  const totalMs = intervals.reduce((sum, interval) => sum + interval, 0);
  const dropped = intervals.filter((interval) => interval > FRAME_MS * 1.5).length;
  return {
    framesPerSecond: round((intervals.length / totalMs) * 1_000),
    p50Ms: quantile(intervals, 0.5),
    p95Ms: quantile(intervals, 0.95),
    worstMs: quantile(intervals, 1),
    droppedPercent: round((dropped / intervals.length) * 100),
    longTasks: tasks.length,
    longTasksMs: Math.round(tasks.reduce((sum, task) => sum + task, 0)),
  };
}
