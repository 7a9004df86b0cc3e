import { useEmojiSuggestions } from '../emoji/use-emoji-suggestions.tsx';
import type { GapValues } from '../quick-replies/quick-reply-policy.ts';
import { useQuickReplySuggestions } from '../quick-replies/use-quick-reply-suggestions.ts';
import type { Trigger } from './completion-policy.ts';
import type { Suggestion } from './suggestion.ts';

/** What completes what is being typed: emoji, and where there are values for their gaps, quick replies. */
export function useSuggestions(
  trigger: Trigger | undefined,
  gapValues: GapValues | undefined,
): readonly Suggestion[] {
  const emoji = useEmojiSuggestions(trigger);
  const quickReplies = useQuickReplySuggestions(trigger, gapValues);
  return trigger?.kind === 'quickReply' ? quickReplies : emoji;
}
