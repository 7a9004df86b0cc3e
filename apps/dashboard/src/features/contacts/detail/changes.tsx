import { Group, Stack, Text } from '@mantine/core';
import type { LogEntry } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { contactChangesQuery } from '../queries.ts';
import { changedFields } from './changes-policy.ts';

const actions = ['created', 'updated', 'imported', 'merged', 'consent_changed'] as const;

/** What was done to a contact, its consent among it, from the audit log. */
export function Changes({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(contactChangesQuery(id));
  const wordsOf = (entry: LogEntry): string => {
    const [action = '', ...fields] = changedFields(entry);
    const known = actions.find((name) => action === `contact.${name}`);
    return [known === undefined ? action : t(`contacts.history.${known}`), ...fields].join(' · ');
  };
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Panel title={t('contacts.changes')}>
      <Stack gap={6}>
        {data.items.map((entry) => (
          <Group key={entry.id} justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
            <Text size="sm" className="recado-break">
              {wordsOf(entry)}
            </Text>
            <Text size="xs" c="dimmed" className="recado-nowrap">
              {format.moment(entry.createdAt)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
