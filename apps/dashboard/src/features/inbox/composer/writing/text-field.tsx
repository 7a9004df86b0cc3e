import { Textarea } from '@mantine/core';
import { useId, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { isSending } from '../composer-policy.ts';
import { Completions } from './completions.tsx';
import { markOfKey, withMark } from './formatting-policy.ts';
import { hasKeyboard, useSendKey } from './send-key.ts';
import type { GapValues } from '../quick-replies/quick-reply-policy.ts';
import { useCompletion } from './use-completion.ts';
import type { Writing } from './use-writing.ts';

export interface TextFieldProps {
  writing: Writing;
  label: string;
  placeholder: string;
  /** What stands in the gaps of quick replies; without it, `/` completes nothing. */
  gapValues?: GapValues;
  onSend: () => void;
  onFiles?: (files: File[]) => void;
  /** The text was changed. */
  onTyped?: () => void;
  /** Escape with nothing to close. */
  onEscape?: () => void;
  /** It has the focus at once. */
  hasFocus?: boolean;
}

/** Where one writes: marks by keys, `/` and `:` complete, files by paste. */
export function TextField({ writing, label, placeholder, gapValues, ...rest }: TextFieldProps): ReactNode {
  const sendKey = useSendKey();
  const listId = useId();
  const completion = useCompletion(writing, gapValues);

  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Enter and the arrows belong to the input method while it composes.
    if (event.nativeEvent.isComposing) return;
    const mark = markOfKey(event);
    if (completion.press(event)) event.preventDefault();
    else if (mark !== undefined) {
      event.preventDefault();
      writing.edit((selection) => withMark(selection, mark));
    } else if (isSending(event, hasKeyboard() ? sendKey : 'ctrl-enter')) {
      event.preventDefault();
      rest.onSend();
    } else if (event.key === 'Escape') rest.onEscape?.();
  };

  const paste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || rest.onFiles === undefined) return;
    event.preventDefault();
    rest.onFiles(files);
  };

  return (
    <div className="recado-composer-field">
      {completion.isListed && <Completions id={listId} completion={completion} />}
      <Textarea
        ref={writing.field}
        data-composer
        autoFocus={rest.hasFocus}
        variant="unstyled"
        autosize
        minRows={1}
        maxRows={10}
        aria-label={label}
        placeholder={placeholder}
        value={writing.text}
        classNames={{ input: 'recado-composer-input' }}
        aria-autocomplete="list"
        {...(completion.isListed && {
          'aria-controls': listId,
          'aria-activedescendant': `${listId}-${completion.chosen}`,
        })}
        onChange={({ currentTarget }) => {
          writing.setText(currentTarget.value);
          rest.onTyped?.();
          completion.follow();
        }}
        onSelect={completion.follow}
        onBlur={completion.close}
        onKeyDown={press}
        onPaste={paste}
      />
    </div>
  );
}
