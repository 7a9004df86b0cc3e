import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** In the place of a list that is being read for the first time. */
export function LoadingRows({ rows = 3 }: { rows?: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-panel" role="status" aria-label={t('words.loading')}>
      <Stack gap="lg">
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} height={28} />
        ))}
      </Stack>
    </div>
  );
}
