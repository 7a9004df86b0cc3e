import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../lib/api/numbers.ts';

export interface NumberSelectProps {
  /** The chosen number's id; undefined for all of them. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** Only numbers of this channel. */
  channel?: 'cloud' | 'web';
  /** A visible label; without one, the first choice says what it is. */
  label?: string;
  /** Whether none may be chosen, which stands for all of them. */
  isOptional?: boolean;
  error?: string | undefined;
}

/** Chooses one of the tenant's numbers. */
export function NumberSelect({
  value,
  onChange,
  channel,
  label,
  isOptional = true,
  error,
}: NumberSelectProps): ReactNode {
  const { t } = useTranslation();
  const numbers = (useNumbers() ?? []).filter(
    (number) => channel === undefined || number.channel === channel,
  );
  return (
    <NativeSelect
      {...(label === undefined ? { 'aria-label': t('words.number') } : { label })}
      value={value ?? ''}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
      data={[
        ...(isOptional || value === undefined
          ? [{ value: '', label: t(isOptional ? 'words.allNumbers' : 'words.chooseNumber') }]
          : []),
        ...numbers.map(({ id, name, phoneNumber }) => ({ value: id, label: `${name} (${phoneNumber})` })),
      ]}
    />
  );
}
