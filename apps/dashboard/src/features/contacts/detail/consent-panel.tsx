import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { consents, useConsentSource } from '../../../lib/consent.ts';
import { useFormat } from '../../../lib/format.ts';
import { oneOf } from '../../../lib/search-params.ts';
import { Panel } from '../../../ui/panel.tsx';
import { ConsentOf } from '../consent.tsx';
import { useContactActions } from '../contact-actions.ts';

/** Whether the contact wants to be written to, since when, on what that rests, and a change of it. */
export function ConsentPanel({ contact }: { contact: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const sourceOf = useConsentSource();
  const { status, at, source } = contact.consent;
  return (
    <Panel title={t('consent.title')} actions={<ConsentOf status={status} />}>
      <Text size="sm" c="dimmed">
        {at === null
          ? t('contacts.consentUnknown')
          : [t('contacts.consentSince', { at: format.moment(at) }), sourceOf(source)]
              .filter((part) => part !== null)
              .join(' · ')}
      </Text>
      {useMay('contacts:write') && <ConsentForm key={status} contact={contact} />}
    </Panel>
  );
}

function ConsentForm({ contact }: { contact: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const { changeConsent } = useContactActions(contact.id);
  const [consent, setConsent] = useState(contact.consent.status);
  const [source, setSource] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    changeConsent.mutate({ consent, ...(source.trim() !== '' && { source: source.trim() }) });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" mt="sm" align="flex-end">
        <NativeSelect
          size="xs"
          label={t('contacts.changeTo')}
          value={consent}
          onChange={({ currentTarget }) => setConsent(oneOf(currentTarget.value, consents) ?? consent)}
          data={consents.map((value) => ({ value, label: t(`consent.status.${value}`) }))}
        />
        <TextInput
          size="xs"
          label={t('contacts.restsOn')}
          placeholder={t('contacts.restsOnExample')}
          maxLength={40}
          value={source}
          onChange={({ currentTarget }) => setSource(currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={changeConsent.isPending}
          disabled={consent === contact.consent.status}
        >
          {t('words.save')}
        </Button>
      </Group>
    </form>
  );
}
