import type { KeyboardEvent, PointerEvent } from 'react';
import { indexAt } from './chart-policy.ts';
import { useMarks, type Marks } from './use-marks.ts';
import type { Zoom } from './use-zoom.ts';

/** What a chart's plot listens to. */
export interface Cursor extends Pick<Marks, 'index' | 'selection'> {
  onKeyDown: (event: KeyboardEvent) => void;
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerLeave: (event: PointerEvent) => void;
}

/** Moves a cursor over the points by pointer and by keyboard, and zooms to what was dragged over or marked with Shift. */
export function useCursor(zoom: Zoom): Cursor {
  const marks = useMarks(zoom);
  const keys = keysOf(zoom, marks);
  const pointed = ({ currentTarget, clientX }: PointerEvent): number | undefined => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return zoom.groups[indexAt((clientX - left) / width, zoom.groups.length)]?.atMs;
  };
  return {
    index: marks.index,
    selection: marks.selection,
    onKeyDown: (event) => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys.get(event.key);
      if (act === undefined) return;
      event.preventDefault();
      act(event.shiftKey);
    },
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      marks.markFrom(pointed(event));
      marks.read(pointed(event));
    },
    onPointerMove: (event) => marks.read(pointed(event)),
    onPointerUp: marks.showSelection,
    // A finger that is lifted leaves the cursor where it was.
    onPointerLeave: ({ pointerType }) => {
      if (pointerType !== 'mouse') return;
      marks.read(undefined);
      marks.markFrom(undefined);
    },
  };
}

function keysOf(zoom: Zoom, { index, atMs, go, markFrom, showSelection }: Marks) {
  const count = zoom.groups.length;
  return new Map<string, (marks: boolean) => void>([
    ['ArrowLeft', (marks) => go((index ?? count) - 1, marks)],
    ['ArrowRight', (marks) => go((index ?? count - 2) + 1, marks)],
    ['Home', (marks) => go(0, marks)],
    ['End', (marks) => go(count - 1, marks)],
    ['Enter', showSelection],
    ['+', () => zoom.zoomIn(atMs)],
    ['=', () => zoom.zoomIn(atMs)],
    ['-', () => zoom.zoomOut(atMs)],
    ['0', zoom.reset],
    [
      'Escape',
      () => {
        markFrom(undefined);
        zoom.reset();
      },
    ],
  ]);
}
