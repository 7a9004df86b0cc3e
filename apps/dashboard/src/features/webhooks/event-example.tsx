import { Skeleton } from '@mantine/core';
import type { EventType } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { loadPart } from '../../lib/parts/load-part.ts';
import { JsonView } from '../../ui/json-view.tsx';

/** The example of an event from the catalogue, which comes only when somebody looks. */
export function EventExample({ type }: { type: EventType }): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['event-examples'],
    queryFn: async () => (await loadPart(() => import('./event-examples.json'))).default,
    staleTime: Infinity,
  });
  if (data === undefined) return <Skeleton height={160} />;
  return <JsonView label={t('webhooks.picker.example', { type })} value={data[type]} />;
}
