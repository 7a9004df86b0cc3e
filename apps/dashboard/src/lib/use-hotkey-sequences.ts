import { useEffect, useRef } from 'react';

/** A second key counts for so long after the first. */
const SEQUENCE_MS = 1_000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/**
 * Runs what stands for a key or two keys in a row, such as `?` or `g n`. Nothing happens while the person types, holds a
 * modifier, or a dialog is open.
 */
export function useHotkeySequences(actions: Readonly<Record<string, () => void>>): void {
  const first = useRef<{ key: string; atMs: number } | undefined>(undefined);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const before = first.current;
      first.current = { key: event.key, atMs: event.timeStamp };
      const isSequence = before !== undefined && event.timeStamp - before.atMs < SEQUENCE_MS;
      const action = (isSequence ? actions[`${before.key} ${event.key}`] : undefined) ?? actions[event.key];
      if (action === undefined) return;
      event.preventDefault();
      first.current = undefined;
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions]);
}
