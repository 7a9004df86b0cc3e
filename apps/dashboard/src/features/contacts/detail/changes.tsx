import { Group, Stack, Text } from '@mantine/core';
import type { LogEntry } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { consents, useConsentSource } from '../../../lib/consent.ts';
import { fieldChanges } from '../../../lib/diff-policy.ts';
import { useFormat } from '../../../lib/format.ts';
import { oneOf } from '../../../lib/search-params.ts';
import { Panel } from '../../../ui/panel.tsx';
import { contactChangesQuery } from '../queries.ts';

const actions = ['created', 'updated', 'imported', 'merged', 'consent_changed'] as const;
const fields = ['name', 'email', 'labels', 'consent', 'source', 'isBlocked'] as const;
const OF_YOUR_OWN = /^customFields\./;

/** What was done to a contact, its consent among it, from the audit log. */
export function Changes({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(contactChangesQuery(id));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Panel title={t('contacts.changes')}>
      <Stack gap="sm">
        {data.items.map((entry) => (
          <Change key={entry.id} entry={entry} />
        ))}
      </Stack>
    </Panel>
  );
}

function Change({ entry }: { entry: LogEntry }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { nameOf, shown } = useFieldWords();
  const { action, changes, createdAt } = entry;
  const known = actions.find((name) => action === `contact.${name}`);
  // Of a contact that is new, everything would be a change.
  const isChange = changes['before'] !== undefined && changes['after'] !== undefined;
  const changed = isChange ? fieldChanges(changes).filter(({ path }) => path !== 'identities') : [];
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm">{known === undefined ? action : t(`contacts.history.${known}`)}</Text>
        <Text size="xs" c="dimmed" className="recado-nowrap">
          {format.moment(createdAt)}
        </Text>
      </Group>
      {changed.map(({ path, before, after }) => (
        <Text key={path} size="xs" c="dimmed" className="recado-break">
          {`${nameOf(path)}: ${shown(before)} → ${shown(after)}`}
        </Text>
      ))}
    </div>
  );
}

/** The names of fields and what stands in them, in the reader's words. */
function useFieldWords() {
  const { t } = useTranslation();
  const sourceOf = useConsentSource();
  const wordOf = (value: string): string => {
    const consent = oneOf(value, consents);
    return consent === undefined ? (sourceOf(value) ?? value) : t(`consent.status.${consent}`);
  };
  const shown = (value: unknown): string => {
    if (value === undefined || value === null || value === '') return '–';
    if (typeof value === 'boolean') return t(value ? 'contacts.yes' : 'contacts.no');
    if (typeof value === 'string') return wordOf(value);
    if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(String).join(', ');
    return JSON.stringify(value);
  };
  const nameOf = (path: string): string => {
    const known = fields.find((name) => name === path);
    return known === undefined ? path.replace(OF_YOUR_OWN, '') : t(`contacts.changed.${known}`);
  };
  return { nameOf, shown };
}
