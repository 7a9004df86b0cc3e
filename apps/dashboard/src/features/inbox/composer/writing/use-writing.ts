import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { session } from '../../../../lib/session/browser-session.ts';
import { withInsertion, type Selection } from './formatting-policy.ts';
import { KeptTexts } from './kept-texts.ts';

const KEEP_AFTER_MS = 300;

const keptTexts = new KeptTexts({
  storage: window.localStorage,
  storageKey: () => {
    const state = session.state();
    return state.status === 'anonymous' ? undefined : `recado.texts.${state.session.userId}`;
  },
});

export interface Writing {
  text: string;
  setText: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Changes the text around what is selected, and gives the field the focus. */
  edit: (change: (selection: Selection) => Selection) => void;
  /** Puts a text where the caret is. */
  insert: (text: string) => void;
}

/** A text that is kept under a name while it is being written. */
export function useWriting(name: string): Writing {
  const [text, setText] = useState(() => keptTexts.get(name));
  const field = useRef<HTMLTextAreaElement>(null);
  const wanted = useRef<Selection>(undefined);

  useEffect(() => {
    const keep = (): void => keptTexts.set(name, text);
    const timer = setTimeout(keep, KEEP_AFTER_MS);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [name, text]);

  useLayoutEffect(() => {
    if (wanted.current === undefined || field.current === null) return;
    const { from, to } = wanted.current;
    wanted.current = undefined;
    field.current.focus();
    field.current.setSelectionRange(from, to);
  });

  const edit = useCallback((change: (selection: Selection) => Selection) => {
    setText((before) => {
      const { selectionStart, selectionEnd } = field.current ?? {
        selectionStart: before.length,
        selectionEnd: before.length,
      };
      const next = change({ text: before, from: selectionStart, to: selectionEnd });
      wanted.current = next;
      return next.text;
    });
  }, []);

  const insert = useCallback(
    (inserted: string) => edit((selection) => withInsertion(selection, inserted)),
    [edit],
  );

  return { text, setText, field, edit, insert };
}
