import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSelect } from '../../ui/language-select.tsx';
import { Logo } from '../../ui/logo.tsx';
import { ThemeSelect } from '../../ui/theme-select.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Where a visit begins. */
export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  useDocumentTitle(`${t('auth.title')} · Recado`);
  return (
    <main className="recado-sign-in">
      <Stack w="100%" maw={400} gap="lg">
        <Group justify="center">
          <Logo />
        </Group>
        <section className="recado-panel">
          <Title order={1} size="h3">
            {t('auth.title')}
          </Title>
          <Text c="dimmed" size="sm" mb="lg">
            {t('auth.subtitle')}
          </Text>
          <SignInForm />
        </section>
        <Group justify="center" gap="xs">
          <LanguageSelect />
          <ThemeSelect />
        </Group>
      </Stack>
    </main>
  );
}
