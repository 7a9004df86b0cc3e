import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const ROWS = 8;

/** In the place of the rows while they are read for the first time. */
export function ListSkeleton(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-rows" role="status" aria-label={t('words.loading')}>
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className="recado-row">
          <Skeleton circle height={40} />
          <span className="recado-row-body">
            <Skeleton height={12} width="55%" mt={5} />
            <Skeleton height={12} width="85%" mt={9} />
          </span>
        </div>
      ))}
    </div>
  );
}
