import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useHotkeySequences } from './use-hotkey-sequences.ts';

/** A key of a page, in the reader's language. */
export interface PageKey {
  /** A key or two in a row, such as `?` or `g n`; or a combination to be read only, such as `Ctrl+B`. */
  keys: string;
  title: string;
  /** Absent for a key that its field or list handles by itself, and which is only told of. */
  run?: () => void;
}

/** Keys that belong together, under a heading. */
export interface PageKeySection {
  heading: string;
  keys: readonly PageKey[];
}

let sections: readonly PageKeySection[] = [];
const watchers = new Set<() => void>();

function change(next: readonly PageKeySection[]): void {
  sections = next;
  for (const watcher of watchers) watcher();
}

/**
 * Keys that work for as long as the component is there, and that the list of keys (`?`) tells of. Several components may add
 * to one heading. The list must keep its identity while nothing of it changes.
 */
export function usePageKeys(heading: string, keys: readonly PageKey[]): void {
  useEffect(() => {
    const section = { heading, keys };
    change([...sections, section]);
    return () => change(sections.filter((other) => other !== section));
  }, [heading, keys]);
  useHotkeySequences(
    useMemo(
      () =>
        Object.fromEntries(keys.flatMap(({ keys: name, run }) => (run === undefined ? [] : [[name, run]]))),
      [keys],
    ),
  );
}

/** The keys of what is on the page at the moment, each heading once. */
export function usePageKeySections(): readonly PageKeySection[] {
  const all = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => sections,
  );
  return useMemo(
    () =>
      [...Map.groupBy(all, ({ heading }) => heading)].map(([heading, parts]) => ({
        heading,
        keys: parts.flatMap(({ keys }) => keys),
      })),
    [all],
  );
}
