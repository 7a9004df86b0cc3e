import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface ChoiceFilterProps {
  /** What a list is narrowed by, such as its state. */
  name: string;
  value: string | undefined;
  choices: readonly (string | { value: string; label: string })[];
  onChange: (value: string | undefined) => void;
  /** Whether the name stands above; otherwise it is part of the first choice. */
  isLabelled?: boolean;
  /** The first choice, which narrows nothing. */
  all?: string;
}

/** Narrows a list to one of several choices, or to none. */
export function ChoiceFilter({
  name,
  value,
  choices,
  onChange,
  isLabelled = false,
  all,
}: ChoiceFilterProps): ReactNode {
  const { t } = useTranslation();
  const first = all ?? t('words.all');
  return (
    <NativeSelect
      {...(isLabelled ? { label: name } : { 'aria-label': name })}
      value={value ?? ''}
      data={[{ value: '', label: isLabelled ? first : `${name}: ${first}` }, ...choices]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  );
}
