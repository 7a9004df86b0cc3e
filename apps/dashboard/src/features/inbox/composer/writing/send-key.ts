import { useSyncExternalStore } from 'react';
import type { SendKey } from '../composer-policy.ts';

const KEY = 'recado.send-key';
const watchers = new Set<() => void>();

const stored = (): SendKey => (window.localStorage.getItem(KEY) === 'ctrl-enter' ? 'ctrl-enter' : 'enter');

/** Chooses what sends, for this browser. */
export function chooseSendKey(sendKey: SendKey): void {
  window.localStorage.setItem(KEY, sendKey);
  for (const watcher of watchers) watcher();
}

/** What sends: Enter, unless the person chose otherwise. */
export const useSendKey = (): SendKey =>
  useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, stored);

/** Where there is a finger and no keyboard, Enter breaks the line and the button sends. */
export const hasKeyboard = (): boolean => window.matchMedia('(any-pointer: fine)').matches;
