import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface ConfirmationFieldProps {
  label: string;
  /** Null: nothing is sent. */
  value: string | null;
  isReadOnly: boolean;
  onChange: (value: string | null) => void;
}

/** What is sent once to who opts out or in; an empty field sends nothing. */
export function ConfirmationField({ label, value, isReadOnly, onChange }: ConfirmationFieldProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Textarea
      label={label}
      placeholder={t('settings.consent.nothingSent')}
      value={value ?? ''}
      readOnly={isReadOnly}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={1_000}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
    />
  );
}
