import { useEffect, useState, type RefObject } from 'react';

/** Moves the focus from row to row of a list of which only a part is drawn. */
export interface RowFocus {
  /** To the next row below (1) or above (-1) that can be opened; from the open one when no row has the focus. */
  move: (step: 1 | -1) => void;
}

export interface RowFocusOptions {
  listRef: RefObject<HTMLElement | null>;
  count: number;
  /** The row of what is open; -1 for none. */
  openIndex: number;
  canFocus: (index: number) => boolean;
  scrollTo: (index: number) => void;
}

const indexAt = (element: Element | null): number =>
  Number(element?.closest('[data-index]')?.getAttribute('data-index') ?? -1);

export function useRowFocus(options: RowFocusOptions): RowFocus {
  const { listRef, count, openIndex, canFocus, scrollTo } = options;
  const [wanted, setWanted] = useState<number>();
  // A row that was scrolled to is there only some renderings later.
  useEffect(() => {
    if (wanted === undefined) return;
    const link = listRef.current?.querySelector<HTMLElement>(`[data-index="${String(wanted)}"] a`);
    if (link == null) return;
    link.focus({ preventScroll: true });
    setWanted(undefined);
  });
  return {
    move: (step) => {
      const focused = listRef.current?.contains(document.activeElement) === true;
      let next = (focused ? indexAt(document.activeElement) : openIndex) + step;
      while (next >= 0 && next < count && !canFocus(next)) next += step;
      if (next < 0 || next >= count) return;
      scrollTo(next);
      setWanted(next);
    },
  };
}
