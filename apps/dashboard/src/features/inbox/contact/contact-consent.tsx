import { NativeSelect } from '@mantine/core';
import type { ConsentStatus, ContactDetails } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { oneOf } from '../../../lib/search-params.ts';
import { useContactActions } from './contact-actions.ts';
import { SideSection } from './side-section.tsx';

const statuses = ['unknown', 'opted_in', 'opted_out'] as const satisfies ConsentStatus[];
const knownSources = ['keyword', 'import', 'api', 'inbox'] as const;

/** Whether the contact wants to be written to, since when, and what that rests on. */
export function ContactConsent({ contact }: { contact: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { changeConsent } = useContactActions(contact);
  const mayWrite = useMay('contacts:write');
  const { status, at, source } = contact.consent;
  const known = oneOf(source, knownSources);
  const rest = known === undefined ? source : t(`inbox.consent.source.${known}`);
  const choose = (value: string): void => {
    const consent = oneOf(value, statuses);
    if (consent !== undefined && consent !== status) changeConsent.mutate(consent);
  };
  return (
    <SideSection title={t('inbox.consent.title')}>
      <NativeSelect
        size="xs"
        aria-label={t('inbox.consent.title')}
        value={status}
        disabled={!mayWrite || changeConsent.isPending}
        onChange={(event) => choose(event.currentTarget.value)}
        data={statuses.map((value) => ({ value, label: t(`inbox.consent.${value}`) }))}
      />
      {at !== null && (
        <p className="recado-side-hint">
          {[format.moment(at), rest].filter((part) => part !== null).join(' · ')}
        </p>
      )}
    </SideSection>
  );
}
