import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

const PAUSE_MS = 250;

export interface SearchFieldProps {
  label: string;
  /** What stands in the address; the field follows when it is given another `key`. */
  value: string;
  /** After the person paused, and at once when the field was emptied. */
  onSearch: (text: string) => void;
  inputRef?: Ref<HTMLInputElement>;
}

/** A field that searches while one types. */
export function SearchField({ label, value, onSearch, inputRef }: SearchFieldProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const searchLater = useDebouncedCallback(onSearch, PAUSE_MS);
  const type = (typed: string): void => {
    setText(typed);
    searchLater(typed.trim());
    if (typed === '') searchLater.flush();
  };
  return (
    <TextInput
      {...(inputRef !== undefined && { ref: inputRef })}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text !== '' && <CloseButton size="sm" aria-label={t('words.clear')} onClick={() => type('')} />
      }
    />
  );
}
