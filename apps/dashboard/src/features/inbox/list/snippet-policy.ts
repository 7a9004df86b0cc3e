import type { MessageSnippet } from '@recado/sdk';

export interface SnippetPart {
  start: number;
  text: string;
  isFound: boolean;
}

/** A snippet cut where its marks begin and end. */
export function partsOf({ text, marks }: MessageSnippet): SnippetPart[] {
  const parts: SnippetPart[] = [];
  const add = (start: number, end: number, isFound: boolean): void => {
    if (end > start) parts.push({ start, text: text.slice(start, end), isFound });
  };
  let place = 0;
  for (const { start, end } of marks) {
    add(place, start, false);
    add(start, end, true);
    place = end;
  }
  add(place, text.length, false);
  return parts;
}
