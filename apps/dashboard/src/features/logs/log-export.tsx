import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { ExportButton } from '../../ui/export-button.tsx';
import type { LogFilters } from './log-filters.ts';

/** Saves all entries that fit the filters, also those that are not shown yet. */
export function LogExport({ filters }: { filters: LogFilters }): ReactNode {
  const { t } = useTranslation();
  if (!useMay('logs:read')) return null;
  const path = (format: 'csv' | 'ndjson'): string =>
    `/logs/export?${new URLSearchParams({ ...filters, format }).toString()}`;
  return (
    <ExportButton
      formats={[
        { label: t('logs.export.csv'), path: path('csv') },
        { label: t('logs.export.ndjson'), path: path('ndjson') },
      ]}
    />
  );
}
