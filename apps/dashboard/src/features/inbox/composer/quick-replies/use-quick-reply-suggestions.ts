import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Trigger } from '../writing/completion-policy.ts';
import type { Suggestion } from '../writing/suggestion.ts';
import { quickRepliesQuery } from './queries.ts';
import { filledReply, type GapValues } from './quick-reply-policy.ts';

const MOST = 8;
const none: readonly Suggestion[] = [];

/** Quick replies for what was typed after `/`, as they will be sent. */
export function useQuickReplySuggestions(
  trigger: Trigger | undefined,
  values: GapValues | undefined,
): readonly Suggestion[] {
  const query = trigger?.kind === 'quickReply' && values !== undefined ? trigger.query : undefined;
  const found = useQuery({ ...quickRepliesQuery(query ?? '', MOST), enabled: query !== undefined }).data;
  return useMemo(() => {
    if (query === undefined || values === undefined || found === undefined) return none;
    return found.map(({ id, shortcut, text }) => {
      const filled = filledReply(text, values);
      return { id, name: `/${shortcut}`, preview: filled, insert: filled };
    });
  }, [query, values, found]);
}
