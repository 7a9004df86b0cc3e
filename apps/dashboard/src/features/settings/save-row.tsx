import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/error-state.tsx';

export interface SaveRowProps {
  isDirty: boolean;
  isBusy: boolean;
  error: unknown;
}

/** At the end of a form: what went wrong, and the button. */
export function SaveRow({ isDirty, isBusy, error }: SaveRowProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {error !== null && <ErrorState error={error} />}
      <Group justify="flex-end">
        <Button type="submit" loading={isBusy} disabled={!isDirty}>
          {t('words.save')}
        </Button>
      </Group>
    </>
  );
}
