import { useMemo, useState } from 'react';
import { grouped, groupSize, scaled, within, type TimePoint, type TimeSpan } from './time-policy.ts';

const CLOSER = 0.5;

/** What is shown of points in time, and how to look closer. */
export interface Zoom {
  /** The points that are shown, added up to groups of `sizeMs`. */
  groups: readonly TimePoint[];
  sizeMs: number;
  isZoomed: boolean;
  canGoCloser: boolean;
  show: (span: TimeSpan) => void;
  /** Closer around a moment, or around the middle. */
  zoomIn: (aroundMs?: number) => void;
  zoomOut: (aroundMs?: number) => void;
  /** Earlier or later, by so many groups. */
  move: (groups: number) => void;
  reset: () => void;
}

/** Lets a person look closer at points that are `stepMs` apart; nothing of it outlives the page. */
export function useZoom(points: readonly TimePoint[], stepMs: number): Zoom {
  const [wanted, setWanted] = useState<TimeSpan>();
  return useMemo(() => {
    const whole = { fromMs: points[0]?.atMs ?? 0, toMs: (points.at(-1)?.atMs ?? 0) + stepMs };
    const shown = wanted === undefined ? whole : within(wanted, whole, stepMs);
    const sizeMs = groupSize(shown, stepMs);
    const middleMs = (shown.fromMs + shown.toMs) / 2;
    const isZoomed = shown.toMs - shown.fromMs < whole.toMs - whole.fromMs;
    const show = (span: TimeSpan): void => {
      const next = within(span, whole, stepMs);
      setWanted(next.toMs - next.fromMs < whole.toMs - whole.fromMs ? next : undefined);
    };
    const inside = points.filter(({ atMs }) => atMs >= shown.fromMs && atMs < shown.toMs);
    const closer = within(scaled(shown, middleMs, CLOSER), whole, stepMs);
    return {
      groups: grouped(inside, sizeMs, stepMs),
      sizeMs,
      isZoomed,
      canGoCloser: closer.toMs - closer.fromMs < shown.toMs - shown.fromMs,
      show,
      zoomIn: (aroundMs = middleMs) => show(scaled(shown, aroundMs, CLOSER)),
      zoomOut: (aroundMs = middleMs) => show(scaled(shown, aroundMs, 1 / CLOSER)),
      move: (count) => show({ fromMs: shown.fromMs + count * sizeMs, toMs: shown.toMs + count * sizeMs }),
      reset: () => setWanted(undefined),
    };
  }, [points, stepMs, wanted]);
}
