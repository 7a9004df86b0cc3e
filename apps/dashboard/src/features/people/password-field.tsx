import { Button, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { newPassword, SHORTEST_PASSWORD } from './password.ts';

export interface PasswordFieldProps {
  label: string;
  description: string;
  value: string;
  error: string | undefined;
  onChange: (password: string) => void;
  isRequired?: boolean;
}

/** A password for somebody else: it is seen, since it has to be handed over, and can be made. */
export function PasswordField(props: PasswordFieldProps): ReactNode {
  const { t } = useTranslation();
  const { label, description, value, error, onChange, isRequired = false } = props;
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        flex={1}
        label={label}
        description={description}
        value={value}
        error={error}
        required={isRequired}
        minLength={SHORTEST_PASSWORD}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Button variant="default" onClick={() => onChange(newPassword())}>
        {t('people.users.generate')}
      </Button>
    </Group>
  );
}
