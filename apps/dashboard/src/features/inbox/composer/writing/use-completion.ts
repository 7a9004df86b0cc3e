import { useState, type KeyboardEvent } from 'react';
import { movedTo, triggerAt, type Trigger } from './completion-policy.ts';
import type { GapValues } from '../quick-replies/quick-reply-policy.ts';
import type { Suggestion } from './suggestion.ts';
import { useSuggestions } from './use-suggestions.ts';
import type { Writing } from './use-writing.ts';

export interface Completion {
  suggestions: readonly Suggestion[];
  /** There are suggestions for what is being typed. */
  isListed: boolean;
  /** The place of the one that Enter would take. */
  chosen: number;
  choose: (index: number) => void;
  take: (suggestion: Suggestion) => void;
  /** Looks again at what stands before the caret. */
  follow: () => void;
  close: () => void;
  /** @returns whether the key was for the list */
  press: (event: KeyboardEvent) => boolean;
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** Completes what is being named at the caret of a text. */
export function useCompletion(writing: Writing, gapValues: GapValues | undefined): Completion {
  const [trigger, setTrigger] = useState<Trigger>();
  const [chosen, choose] = useState(0);
  const suggestions = useSuggestions(trigger, gapValues);
  const isListed = trigger !== undefined && suggestions.length > 0;
  const close = (): void => setTrigger(undefined);

  const follow = (): void => {
    const { current } = writing.field;
    if (current === null) return;
    const next = triggerAt(current.value, current.selectionStart);
    const isSame = next?.from === trigger?.from && next?.query === trigger?.query;
    if (isSame) return;
    setTrigger(next);
    choose(0);
  };

  const take = ({ insert }: Suggestion): void => {
    if (trigger === undefined) return;
    close();
    writing.edit(({ text }) => {
      const caret = trigger.from + insert.length;
      return { text: text.slice(0, trigger.from) + insert + text.slice(trigger.to), from: caret, to: caret };
    });
  };

  const press = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (!isListed) return false;
    const step = steps[key];
    const suggestion = suggestions[chosen];
    const isTaking = key === 'Tab' || (key === 'Enter' && !shiftKey);
    if (step !== undefined) choose(movedTo(chosen, suggestions.length, step));
    if (isTaking && suggestion !== undefined) take(suggestion);
    if (key === 'Escape') close();
    return step !== undefined || isTaking || key === 'Escape';
  };

  return { suggestions, isListed, chosen, choose, take, follow, close, press };
}
