import { SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { loadPart } from '../../lib/parts/load-part.ts';
import { JsonView } from '../../ui/json-view.tsx';

// The very files that the server's tests run, so that what is shown here cannot differ from what works.
const receivers = {
  TypeScript: () => import('../../../../../docs/examples/webhooks/receiver-node.ts?raw'),
  Python: () => import('../../../../../docs/examples/webhooks/receiver.py?raw'),
  PHP: () => import('../../../../../docs/examples/webhooks/receiver.php?raw'),
  Shell: () => import('../../../../../docs/examples/webhooks/receiver.sh?raw'),
};
type ReceiverLanguage = keyof typeof receivers;
const languages: ReceiverLanguage[] = ['TypeScript', 'Python', 'PHP', 'Shell'];

/** Programs that receive webhooks and verify their signatures. */
export function Receivers(): ReactNode {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<ReceiverLanguage>('TypeScript');
  const { data } = useQuery({
    queryKey: ['receivers', language],
    queryFn: async () => (await loadPart<{ default: string }>(receivers[language])).default,
    staleTime: Infinity,
  });
  return (
    <Stack gap="sm" align="stretch">
      <SegmentedControl
        aria-label={t('webhooks.verify.language')}
        value={language}
        onChange={setLanguage}
        data={languages.map((value) => ({
          value,
          label: value === 'Shell' ? t('webhooks.verify.shell') : value,
        }))}
      />
      {data === undefined ? (
        <Skeleton height={320} />
      ) : (
        <JsonView label={t('webhooks.verify.code', { language })} value={data} />
      )}
    </Stack>
  );
}
