import { useEffect, useRef } from 'react';

/** A second key counts for so long after the first. */
const SEQUENCE_MS = 1_000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Whether a key is a dialog's or menu's, also when it has just closed it: what was removed still knows where it was. */
const isOver = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"]') !== null ||
  (target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null);

/**
 * Runs what stands for a key or two keys in a row, such as `?` or `g n`. Nothing happens while the person types, holds a
 * modifier, or a dialog is open.
 */
export function useHotkeySequences(actions: Readonly<Record<string, () => void>>): void {
  const first = useRef<{ key: string; atMs: number } | undefined>(undefined);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (isOver(event.target)) return;
      const before = first.current;
      first.current = { key: event.key, atMs: event.timeStamp };
      const isSequence = before !== undefined && event.timeStamp - before.atMs < SEQUENCE_MS;
      const action = (isSequence ? actions[`${before.key} ${event.key}`] : undefined) ?? actions[event.key];
      if (action === undefined) return;
      event.preventDefault();
      first.current = undefined;
      action();
    };
    // Before whoever closes a dialog by the same key: afterwards it would look as if none had been open.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [actions]);
}
