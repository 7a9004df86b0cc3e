import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from './api/problem.ts';

export interface Tell {
  /** Says in a corner that something was done. */
  done: (message: string) => void;
  /** Says in a corner what failed and what to do, for a call that has no place of its own for it. */
  failed: (error: unknown) => void;
}

/** Short news in a corner of the page. */
export function useTell(): Tell {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      done: (message) => void notifications.show({ message }),
      failed: (error) => {
        const { code, detail } = failureOf(error);
        notifications.show({
          color: 'red',
          title: t(`problems.${code}.title`),
          message: detail ?? t(`problems.${code}.hint`),
        });
      },
    }),
    [t],
  );
}
