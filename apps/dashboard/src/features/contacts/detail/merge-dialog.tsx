import { Button, Group, List, Modal, Radio, Stack, Text, UnstyledButton } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { useContactActions } from '../contact-actions.ts';
import { isGroup, nameOf } from '../contact-filters.ts';
import { contactListQuery, contactQuery } from '../queries.ts';
import { mergedOf } from './merge-policy.ts';

export interface MergeDialogProps {
  contact: ContactDetails;
  onClose: () => void;
}

/** Finds the other contact, lets one choose which stays, and shows what it will be. */
export function MergeDialog({ contact, onClose }: MergeDialogProps): ReactNode {
  const { t } = useTranslation();
  const [otherId, setOtherId] = useState<string>();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('contacts.merge.title', { name: nameOf(contact) })}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      {otherId === undefined ? (
        <Find contact={contact} onChoose={setOtherId} />
      ) : (
        <Compare contact={contact} otherId={otherId} onClose={onClose} />
      )}
    </Modal>
  );
}

function Find({ contact, onChoose }: { contact: ContactDetails; onChoose: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data } = useInfiniteQuery({ ...contactListQuery({ text }), enabled: text.length >= 2 });
  const found = (data?.pages[0]?.items ?? []).filter((other) => other.id !== contact.id && !isGroup(other));
  return (
    <Stack>
      <Text size="sm">{t('contacts.merge.find')}</Text>
      <SearchField label={t('contacts.filters.text')} value="" onSearch={setText} />
      {text.length >= 2 && data !== undefined && found.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('contacts.emptyFilter.title')}
        </Text>
      )}
      <ul className="recado-contacts-pick">
        {found.map((other) => (
          <li key={other.id}>
            <UnstyledButton onClick={() => onChoose(other.id)}>
              <Text size="sm" fw={550}>
                {nameOf(other)}
              </Text>
              <Text size="xs" c="dimmed">
                {other.identities.map(({ value }) => value).join(' · ')}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

interface CompareProps extends MergeDialogProps {
  otherId: string;
}

function Compare({ contact, otherId, onClose }: CompareProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: other } = useQuery(contactQuery(otherId));
  const [keptId, setKeptId] = useState(contact.id);
  const { merge } = useContactActions(contact.id);
  if (other === undefined) return null;
  const [kept, gone] = keptId === contact.id ? [contact, other] : [other, contact];
  const done = (): void => {
    onClose();
    void navigate({ to: '/contacts/$contactId', params: { contactId: kept.id }, search: true });
  };
  return (
    <Stack>
      <Radio.Group label={t('contacts.merge.stays')} value={keptId} onChange={setKeptId}>
        <Stack gap="xs" mt="xs">
          {[contact, other].map((one) => (
            <Radio
              key={one.id}
              value={one.id}
              label={nameOf(one)}
              description={one.identities.map(({ value }) => value).join(' · ')}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Outcome kept={kept} gone={gone} />
      {merge.isError && <ErrorState error={merge.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('words.cancel')}
        </Button>
        <Button
          color="red.9"
          loading={merge.isPending}
          onClick={() => merge.mutate({ kept: kept.id, gone: gone.id }, { onSuccess: done })}
        >
          {t('contacts.merge.submit')}
        </Button>
      </Group>
    </Stack>
  );
}

function Outcome({ kept, gone }: { kept: ContactDetails; gone: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const merged = mergedOf(kept, gone);
  return (
    <section className="recado-panel" aria-label={t('contacts.merge.outcome')}>
      <Text size="sm" fw={550} mb={6}>
        {t('contacts.merge.outcome')}
      </Text>
      <List size="sm" spacing={4}>
        <List.Item>{merged.name ?? t('contacts.nameless')}</List.Item>
        <List.Item>{merged.identities.join(' · ')}</List.Item>
        {merged.labels.length > 0 && <List.Item>{merged.labels.join(', ')}</List.Item>}
        {merged.gained.length > 0 && (
          <List.Item>{t('contacts.merge.gains', { fields: merged.gained.join(', ') })}</List.Item>
        )}
        <List.Item>
          {t('contacts.merge.conversations', {
            count: merged.conversations,
            number: format.number(merged.conversations),
          })}
        </List.Item>
        {merged.isOptedOut && <List.Item>{t('contacts.merge.optedOut')}</List.Item>}
        {merged.isBlocked && <List.Item>{t('contacts.merge.blocked')}</List.Item>}
        <List.Item>{t('contacts.merge.final', { name: nameOf(gone) })}</List.Item>
      </List>
    </section>
  );
}
