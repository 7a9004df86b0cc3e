import { Accordion, Group, Stack, Text } from '@mantine/core';
import type { LogEntry } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { DetailsDrawer } from '../../ui/details-drawer.tsx';
import { Facts } from '../../ui/facts.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { Diff } from './diff.tsx';
import { useActorName, useLogWords } from './names.ts';
import { ResourceLink } from './resource-link.tsx';
import { programOf } from './user-agent-policy.ts';

/** One change: what it was before and after, who made it and from where. */
export function EntryDrawer({ entry, onClose }: { entry: LogEntry; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const words = useLogWords();
  return (
    <DetailsDrawer title={words.action(entry.action)} onClose={onClose}>
      <Stack gap="lg">
        <Circumstances entry={entry} />
        <Diff changes={entry.changes} />
        <Resource entry={entry} onLeave={onClose} />
        <Accordion variant="contained" chevronPosition="left">
          <Accordion.Item value="json">
            <Accordion.Control>{t('logs.details.json')}</Accordion.Control>
            <Accordion.Panel>
              <JsonView label={t('logs.details.json')} value={entry} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      </Stack>
    </DetailsDrawer>
  );
}

function Circumstances({ entry }: { entry: LogEntry }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const actorName = useActorName();
  return (
    <Facts
      facts={[
        { name: t('logs.details.who'), value: actorName(entry) },
        { name: t('logs.details.time'), value: format.moment(entry.createdAt) },
        { name: t('logs.details.address'), value: entry.ipAddress ?? t('logs.details.unknown') },
        { name: t('logs.details.program'), value: <UserAgent userAgent={entry.userAgent} /> },
      ]}
    />
  );
}

function UserAgent({ userAgent }: { userAgent: string | null }): ReactNode {
  const { t } = useTranslation();
  if (userAgent === null) return t('logs.details.unknown');
  const { program, system } = programOf(userAgent);
  return (
    <span title={userAgent}>
      {system === undefined ? program : t('logs.program.on', { program, system })}
    </span>
  );
}

function Resource({ entry, onLeave }: { entry: LogEntry; onLeave: () => void }): ReactNode {
  const { t } = useTranslation();
  const words = useLogWords();
  const { resourceId, resourceType } = entry;
  if (resourceId === null) return null;
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed">
        {t('logs.details.id', { resource: words.resource(resourceType) })}
      </Text>
      <CopyText value={resourceId} />
      <Group gap="xs">
        <ResourceLink type={resourceType} id={resourceId} />
        <LinkButton
          size="xs"
          variant="default"
          to="/logs"
          search={{ resourceType, resourceId }}
          onClick={onLeave}
        >
          {t('logs.details.history')}
        </LinkButton>
      </Group>
    </Stack>
  );
}
