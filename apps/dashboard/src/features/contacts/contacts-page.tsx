import './contacts.css';
import { Button, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { Contact } from '@recado/sdk';
import { IconAddressBook, IconBan, IconFilterOff, IconPlus, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { consents, useConsentSource } from '../../lib/consent.ts';
import { useFormat } from '../../lib/format.ts';
import { useLiveInvalidation, usePollMs } from '../../lib/live/live.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton, TextLink } from '../../ui/router-link.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ConsentOf } from './consent.tsx';
import { contactFilters, exportPath, nameOf, type ContactFilters } from './contact-filters.ts';
import { ImportDialog } from './import/import-dialog.tsx';
import { NewContactDialog } from './new-contact-dialog.tsx';
import { contactEvents, contactKeys, contactListQuery } from './queries.ts';

const route = getRouteApi('/shell/contacts');

/** Everybody whom the tenant knows, and the details of the one that is open. */
export function ContactsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('contacts.title')} actions={<Actions />} />
      <PermissionGate permission="contacts:read">
        <Filters />
        <ContactList />
        <Outlet />
      </PermissionGate>
    </>
  );
}

function Actions(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const [asks, setAsks] = useState<'new' | 'import'>();
  const mayRead = useMay('contacts:read');
  const mayWrite = useMay('contacts:write');
  const close = (): void => setAsks(undefined);
  return (
    <>
      {mayRead && <ExportButton formats={[{ label: t('words.export'), path: exportPath(filters) }]} />}
      {mayWrite && (
        <>
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            onClick={() => setAsks('import')}
          >
            {t('contacts.import.open')}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAsks('new')}>
            {t('contacts.new.open')}
          </Button>
        </>
      )}
      {asks === 'new' && <NewContactDialog onClose={close} />}
      {asks === 'import' && <ImportDialog onClose={close} />}
    </>
  );
}

const PAUSE_MS = 400;

function Filters(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (changed: { [Name in keyof ContactFilters]?: string }): void =>
    void navigate({
      to: '/contacts',
      search: (before) => contactFilters({ ...before, ...changed }),
      replace: true,
    });
  const chooseLabel = useDebouncedCallback((label: string) => choose({ label }), PAUSE_MS);
  return (
    <div className="recado-contacts-filters" role="search" aria-label={t('contacts.filters.label')}>
      <SearchField
        key={filters.text === undefined ? 'empty' : 'filled'}
        label={t('contacts.filters.text')}
        value={filters.text ?? ''}
        onSearch={(text) => choose({ text })}
      />
      <TextInput
        aria-label={t('contacts.columns.labels')}
        placeholder={t('contacts.columns.labels')}
        defaultValue={filters.label ?? ''}
        onChange={({ currentTarget }) => chooseLabel(currentTarget.value.trim())}
      />
      <ChoiceFilter
        name={t('contacts.filters.blocked')}
        value={filters.isBlocked}
        choices={[
          { value: 'false', label: t('contacts.filters.notBlocked') },
          { value: 'true', label: t('contacts.blocked') },
        ]}
        onChange={(isBlocked) => choose({ isBlocked })}
      />
      <ChoiceFilter
        name={t('consent.title')}
        value={filters.consent}
        choices={consents.map((value) => ({ value, label: t(`consent.status.${value}`) }))}
        onChange={(consent) => choose({ consent })}
      />
    </div>
  );
}

function ContactList(): ReactNode {
  const { t } = useTranslation();
  useLiveInvalidation(contactEvents, contactKeys, 2_000);
  const list = useInfiniteQuery({
    ...contactListQuery(route.useSearch()),
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
  });
  return (
    <EndlessList query={list} empty={<NoContacts />}>
      {(contacts) => (
        <ListTable
          columns={[
            t('contacts.columns.name'),
            t('contacts.columns.labels'),
            t('consent.title'),
            t('contacts.columns.source'),
            t('contacts.columns.since'),
          ]}
          spacing="xs"
          className="recado-contacts"
        >
          {contacts.map((contact) => (
            <Row key={contact.id} contact={contact} />
          ))}
        </ListTable>
      )}
    </EndlessList>
  );
}

function Row({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const sourceOf = useConsentSource();
  const { id, name, phoneNumber, labels, isBlocked, consent } = contact;
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink
          className="recado-row-link recado-break"
          to="/contacts/$contactId"
          params={{ contactId: id }}
          search
          size="sm"
          fw={550}
          underline="never"
          c="var(--mantine-color-text)"
        >
          {nameOf(contact)}
        </TextLink>
        {isBlocked && <IconBan size={14} aria-label={t('contacts.blocked')} role="img" />}
        {name !== null && phoneNumber !== null && (
          <Text size="xs" c="dimmed">
            {phoneNumber}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t('contacts.columns.labels')}>
        {labels.length === 0 ? (
          <Text size="sm" c="dimmed">
            –
          </Text>
        ) : (
          <Labels labels={labels} />
        )}
      </Table.Td>
      <Table.Td data-label={t('consent.title')}>
        <ConsentOf status={consent.status} />
      </Table.Td>
      <Table.Td data-label={t('contacts.columns.source')}>
        <Text size="sm" c="dimmed" className="recado-break">
          {sourceOf(consent.source) ?? '–'}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('contacts.columns.since')}>
        <Text size="sm" c="dimmed" className="recado-nowrap">
          {format.moment(contact.createdAt)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

export function Labels({ labels }: { labels: readonly string[] }): ReactNode {
  return labels.map((label) => (
    <span key={label} className="recado-contacts-label">
      {label}
    </span>
  ));
}

function NoContacts(): ReactNode {
  const { t } = useTranslation();
  if (Object.keys(route.useSearch()).length > 0)
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title={t('contacts.emptyFilter.title')}
        body={t('contacts.emptyFilter.body')}
        action={
          <LinkButton to="/contacts" search={{}} variant="default">
            {t('contacts.emptyFilter.clear')}
          </LinkButton>
        }
      />
    );
  return (
    <EmptyState
      icon={<IconAddressBook size={28} />}
      title={t('contacts.empty.title')}
      body={t('contacts.empty.body')}
    />
  );
}
