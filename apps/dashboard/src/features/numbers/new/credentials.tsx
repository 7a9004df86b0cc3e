import { Collapse, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CredentialsNote } from './credentials-note.tsx';
import { refusals } from './credentials-test-policy.ts';
import type { NewNumber, NewNumberField } from './new-number-policy.ts';
import { useCredentialsTest } from './use-credentials-test.ts';

export interface CredentialsProps {
  number: NewNumber;
  field: (name: NewNumberField) => { error: string | undefined };
  showsMore: boolean;
}

/** Each credential of Meta, with where to find it, and what Meta says of it as soon as all are there. */
export function Credentials({ number, field, showsMore }: CredentialsProps): ReactNode {
  const { t } = useTranslation();
  const state = useCredentialsTest(number);
  const refused = state.kind === 'told' ? refusals(state.result) : [];
  const tested = (name: NewNumberField) => {
    const check = refused.find(({ field: refusedField }) => refusedField === name);
    const shown = field(name);
    return { ...shown, error: shown.error ?? (check && t(`numbers.test.${check.code}`)) };
  };
  const about = (
    name: 'phoneNumberId' | 'businessAccountId' | 'accessToken' | 'appSecret' | 'verifyToken',
  ) => ({
    label: t(`numbers.wizard.${name}`),
    description: t(`numbers.wizard.${name}Help`),
    required: true,
    ...tested(name),
  });
  const eye = {
    visibilityToggleButtonProps: { 'aria-label': t('auth.showPassword'), 'aria-hidden': false, tabIndex: 0 },
  };
  return (
    <section className="recado-panel">
      <Stack>
        <div>
          <Title order={2} size="h5">
            {t('numbers.wizard.credentials')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('numbers.wizard.secretNote')}
          </Text>
        </div>
        <TextInput inputMode="numeric" {...about('phoneNumberId')} />
        <TextInput inputMode="numeric" {...about('businessAccountId')} />
        <PasswordInput {...eye} {...about('accessToken')} />
        <PasswordInput {...eye} {...about('appSecret')} />
        <TextInput {...about('verifyToken')} />
        <Collapse expanded={showsMore}>
          <Group grow align="flex-start">
            <TextInput
              label={t('numbers.wizard.apiBaseUrl')}
              placeholder="https://graph.facebook.com"
              {...tested('apiBaseUrl')}
            />
            <TextInput label={t('numbers.wizard.apiVersion')} placeholder="v25.0" {...field('apiVersion')} />
          </Group>
        </Collapse>
        <CredentialsNote number={number} state={state} />
      </Stack>
    </section>
  );
}
