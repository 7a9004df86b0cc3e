/** A text, and what is selected of it. */
export interface Selection {
  text: string;
  from: number;
  to: number;
}

/** WhatsApp's own marks. */
export const marks = { bold: '*', italic: '_', strike: '~', mono: '```' } as const;
export type Mark = keyof typeof marks;

/** Puts marks around what is selected, or takes them off; with nothing selected, the caret stands between them. */
export function withMark({ text, from, to }: Selection, name: Mark): Selection {
  const mark = marks[name];
  const { length } = mark;
  const isMarked = text.slice(from - length, from) === mark && text.slice(to, to + length) === mark;
  if (isMarked)
    return {
      text: text.slice(0, from - length) + text.slice(from, to) + text.slice(to + length),
      from: from - length,
      to: to - length,
    };
  // WhatsApp takes a mark for one only beside a letter.
  const selected = text.slice(from, to);
  const start = from + (selected.length - selected.trimStart().length);
  const end = Math.max(start, to - (selected.length - selected.trimEnd().length));
  return {
    text: text.slice(0, start) + mark + text.slice(start, end) + mark + text.slice(end),
    from: start + length,
    to: end + length,
  };
}

/** Puts a text in the place of what is selected; the caret stands after it. */
export function withInsertion({ text, from, to }: Selection, inserted: string): Selection {
  const caret = from + inserted.length;
  return { text: text.slice(0, from) + inserted + text.slice(to), from: caret, to: caret };
}

/** The keys of the marks, with Ctrl or Command. */
const keys: Readonly<Record<string, Mark>> = { b: 'bold', i: 'italic', x: 'strike', m: 'mono' };

export interface MarkKey {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The mark that a combination of keys stands for: Ctrl+B and Ctrl+I, and with Shift too X and M, which browsers use alone. */
export function markOfKey({ key, shiftKey, ctrlKey, metaKey, altKey }: MarkKey): Mark | undefined {
  if (altKey || ctrlKey === metaKey) return undefined;
  const mark = keys[key.toLowerCase()];
  const needsShift = mark === 'strike' || mark === 'mono';
  return needsShift === shiftKey ? mark : undefined;
}
