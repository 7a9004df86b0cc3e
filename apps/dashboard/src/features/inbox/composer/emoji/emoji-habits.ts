import { useSyncExternalStore } from 'react';
import { skinTones, withRecent, type SkinTone } from './emoji-policy.ts';

const KEY = 'recado.emoji';
const watchers = new Set<() => void>();

/** What somebody used last, and in which tone, in this browser. */
export interface EmojiHabits {
  recent: readonly string[];
  tone: SkinTone;
}

function parse(text: string | null): EmojiHabits {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    const fields = new Map<string, unknown>(Object.entries(value ?? {}));
    const recent = fields.get('recent');
    const tone = skinTones.find((each) => each === fields.get('tone')) ?? 0;
    return {
      recent: Array.isArray(recent) ? recent.filter((one) => typeof one === 'string') : [],
      tone,
    };
  } catch {
    return { recent: [], tone: 0 };
  }
}

let habits = parse(window.localStorage.getItem(KEY));

function change(next: EmojiHabits): void {
  habits = next;
  window.localStorage.setItem(KEY, JSON.stringify(next));
  for (const watcher of watchers) watcher();
}

/** Remembers that an emoji was used. */
export const noteUse = (emoji: string): void =>
  change({ ...habits, recent: withRecent(habits.recent, emoji) });

/** Chooses the tone of skin. */
export const chooseTone = (tone: SkinTone): void => change({ ...habits, tone });

export const useEmojiHabits = (): EmojiHabits =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => habits,
  );
