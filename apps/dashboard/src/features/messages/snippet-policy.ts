import type { MessageSnippet } from '@recado/sdk';

export interface SnippetPart {
  start: number;
  text: string;
  isMarked: boolean;
}

/** A snippet as parts that are marked or not, in their order. */
export function markedParts({ text, marks }: MessageSnippet): SnippetPart[] {
  const edges = [0, ...marks.flatMap(({ start, end }) => [start, end]), text.length];
  return edges
    .slice(0, -1)
    .map((start, place) => ({ start, text: text.slice(start, edges[place + 1]), isMarked: place % 2 === 1 }))
    .filter((part) => part.text !== '');
}
