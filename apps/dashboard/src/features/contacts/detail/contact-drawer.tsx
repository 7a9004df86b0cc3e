import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import { IconArrowMerge, IconBan, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { useTell } from '../../../lib/tell.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { DetailsDrawer } from '../../../ui/details-drawer.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { TextLink } from '../../../ui/router-link.tsx';
import { useContactActions } from '../contact-actions.ts';
import { isGroup, nameOf } from '../contact-filters.ts';
import { Labels } from '../contacts-page.tsx';
import { contactQuery } from '../queries.ts';
import { Changes } from './changes.tsx';
import { ConsentPanel } from './consent-panel.tsx';
import { ContactForm } from './contact-form.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';

const route = getRouteApi('/shell/contacts/$contactId');

/** One contact beside the list: what is kept of it, and what can be done with it. */
export function ContactDrawer(): ReactNode {
  const { t } = useTranslation();
  const { contactId } = route.useParams();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(contactQuery(contactId));
  const close = (): void => void navigate({ to: '/contacts', search: true });
  return (
    <DetailsDrawer title={data === undefined ? t('contacts.one') : nameOf(data)} onClose={close}>
      {data !== undefined ? (
        <Details key={data.id} contact={data} onGone={close} />
      ) : error === null ? (
        <Skeleton height={240} role="status" aria-label={t('words.loading')} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </DetailsDrawer>
  );
}

function Details({ contact, onGone }: { contact: ContactDetails; onGone: () => void }): ReactNode {
  const { t } = useTranslation();
  const [isEdited, setEdited] = useState(false);
  const mayWrite = useMay('contacts:write');
  const mayReadLogs = useMay('logs:read');
  return (
    <Stack>
      {contact.isBlocked && (
        <Alert color="yellow" variant="outline" className="recado-alert" title={t('contacts.blocked')}>
          <Text size="sm">{t('contacts.blockedNote')}</Text>
        </Alert>
      )}
      {isEdited ? (
        <ContactForm contact={contact} onDone={() => setEdited(false)} />
      ) : (
        <Kept contact={contact} />
      )}
      {mayWrite && !isEdited && <Actions contact={contact} onEdit={() => setEdited(true)} onGone={onGone} />}
      <ConsentPanel contact={contact} />
      <Conversations contact={contact} />
      {mayReadLogs && <Changes id={contact.id} />}
    </Stack>
  );
}

function Kept({ contact }: { contact: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const own = Object.entries(contact.customFields);
  return (
    <Stack gap="md">
      {contact.labels.length > 0 && (
        <div>
          <Labels labels={contact.labels} />
        </div>
      )}
      <Facts
        facts={[
          ...contact.identities.map(({ kind, value }) => ({
            name: t(`contacts.identity.${kind}`),
            value: <CopyText value={value} />,
          })),
          contact.email === null ? undefined : { name: t('contacts.fields.email'), value: contact.email },
          ...own.map(([name, value]) => ({ name, value: shown(value, t('contacts.yes'), t('contacts.no')) })),
          { name: t('contacts.columns.since'), value: format.moment(contact.createdAt) },
        ]}
      />
    </Stack>
  );
}

function shown(value: string | number | boolean, yes: string, no: string): string {
  if (typeof value === 'boolean') return value ? yes : no;
  return String(value);
}

interface ActionsProps {
  contact: ContactDetails;
  onEdit: () => void;
  onGone: () => void;
}

function Actions({ contact, onEdit, onGone }: ActionsProps): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const [asks, setAsks] = useState<'merge' | 'erase'>();
  const { update } = useContactActions(contact.id);
  const close = (): void => setAsks(undefined);
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={onEdit}>
        {t('contacts.edit')}
      </Button>
      {!isGroup(contact) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowMerge size={14} aria-hidden />}
          onClick={() => setAsks('merge')}
        >
          {t('contacts.merge.open')}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        loading={update.isPending}
        title={t('contacts.blockedNote')}
        leftSection={<IconBan size={14} aria-hidden />}
        onClick={() => update.mutate({ isBlocked: !contact.isBlocked }, { onError: tell.failed })}
      >
        {t(contact.isBlocked ? 'contacts.unblock' : 'contacts.block')}
      </Button>
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={() => setAsks('erase')}
      >
        {t('contacts.erase.open')}
      </Button>
      {asks === 'merge' && <MergeDialog contact={contact} onClose={close} />}
      {asks === 'erase' && <EraseDialog contact={contact} onClose={close} onErased={onGone} />}
    </Group>
  );
}

function Conversations({ contact: { conversations } }: { contact: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const numbers = useNumbers();
  return (
    <Panel title={t('contacts.conversations')}>
      {conversations.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('contacts.noConversation')}
        </Text>
      ) : (
        <Stack gap="xs">
          {conversations.map(({ id, instanceId, status, lastMessageAt }) => (
            <Group key={id} justify="space-between" gap="xs">
              <TextLink to="/inbox/$conversationId" params={{ conversationId: id }} size="sm">
                {numbers?.find((number) => number.id === instanceId)?.name ?? t('words.number')}
              </TextLink>
              <Text size="xs" c="dimmed">
                {t(`contacts.status.${status}`)}
                {lastMessageAt !== null && ` · ${format.moment(lastMessageAt)}`}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
