import { Button, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../lib/session/browser-session.ts';
import type { Session } from '../../lib/session/session.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Over whatever is on the screen once the session cannot be renewed; what waits goes on after the sign-in. */
export function SessionEndedDialog({ session: { tenant, email } }: { session: Session }): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      title={t('auth.again.title')}
      centered
    >
      <Stack>
        <Text size="sm">{t('auth.again.body', { email })}</Text>
        <SignInForm known={{ tenant, email }} />
        <Button variant="subtle" color="gray" onClick={() => session.end()}>
          {t('auth.again.other')}
        </Button>
      </Stack>
    </Modal>
  );
}
