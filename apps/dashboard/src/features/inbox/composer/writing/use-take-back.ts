import { useCallback, useRef } from 'react';
import type { Writing } from './use-writing.ts';

/** Puts a text that was sent back into the field, if nothing else was begun there meanwhile. */
export function useTakeBack({ text, setText }: Writing): (sent: string) => boolean {
  const current = useRef(text);
  current.current = text;
  return useCallback(
    (sent) => {
      if (current.current.trim() !== '') return false;
      setText(sent);
      return true;
    },
    [setText],
  );
}
