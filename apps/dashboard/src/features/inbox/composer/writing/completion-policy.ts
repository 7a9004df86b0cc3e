/** What is being named at the caret: a quick reply by `/`, or an emoji by `:`. */
export interface Trigger {
  kind: 'quickReply' | 'emoji';
  /** What was typed after the mark. */
  query: string;
  /** Where the mark stands. */
  from: number;
  to: number;
}

const EMOJI = /(?:^|\s):([\p{L}\d_+-]{2,30})$/u;
const QUICK_REPLY = /(?:^|\s)\/([\p{L}\d_-]{0,40})$/u;

/** What the text before the caret asks to complete. An emoji takes two letters, so that `10:30` and `:)` ask for none. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const quickReply = QUICK_REPLY.exec(before)?.[1];
  if (quickReply !== undefined)
    return { kind: 'quickReply', query: quickReply, from: caret - quickReply.length - 1, to: caret };
  const emoji = EMOJI.exec(before)?.[1];
  if (emoji !== undefined) return { kind: 'emoji', query: emoji, from: caret - emoji.length - 1, to: caret };
  return undefined;
}

/** The choice that the arrows lead to: around the ends. */
export const movedTo = (current: number, count: number, step: 1 | -1): number =>
  count === 0 ? 0 : (current + step + count) % count;
