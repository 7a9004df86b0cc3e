import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../lib/api/problem.ts';

/** A failure in the reader's language: what it is, what the server said of it, what to do. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactNode {
  const { t } = useTranslation();
  const { code, detail, requestId } = failureOf(error);
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      className="recado-alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`problems.${code}.title`)}
    >
      <Stack gap="xs" align="flex-start">
        {detail !== undefined && <Text size="sm">{detail}</Text>}
        <Text size="sm">{t(`problems.${code}.hint`)}</Text>
        {requestId !== undefined && <Code>{t('words.request', { id: requestId })}</Code>}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('words.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
