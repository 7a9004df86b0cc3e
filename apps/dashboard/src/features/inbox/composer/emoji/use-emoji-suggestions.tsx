import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trigger } from '../writing/completion-policy.ts';
import type { Suggestion } from '../writing/suggestion.ts';
import { emojiQuery } from './emoji-data.ts';
import { useEmojiHabits } from './emoji-habits.ts';
import { foundEmoji, inTone } from './emoji-policy.ts';

const MOST = 8;
const none: readonly Suggestion[] = [];

/** Emoji whose name begins as what was typed after `:`. */
export function useEmojiSuggestions(trigger: Trigger | undefined): readonly Suggestion[] {
  const { i18n } = useTranslation();
  const query = trigger?.kind === 'emoji' ? trigger.query : undefined;
  const all = useQuery({ ...emojiQuery(i18n.language), enabled: query !== undefined }).data;
  const { tone } = useEmojiHabits();
  return useMemo(() => {
    if (query === undefined || all === undefined) return none;
    return foundEmoji(all, query, MOST).map((emoji) => {
      const unicode = inTone(emoji, tone);
      return { id: emoji.unicode, name: emoji.label, mark: unicode, insert: `${unicode} ` };
    });
  }, [query, all, tone]);
}
