import { NativeSelect } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { consents, useConsentSource } from '../../../lib/consent.ts';
import { useFormat } from '../../../lib/format.ts';
import { oneOf } from '../../../lib/search-params.ts';
import { useContactActions } from './contact-actions.ts';
import { SideSection } from './side-section.tsx';

/** Whether the contact wants to be written to, since when, and what that rests on. */
export function ContactConsent({ contact }: { contact: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { changeConsent } = useContactActions(contact);
  const mayWrite = useMay('contacts:write');
  const sourceOf = useConsentSource();
  const { status, at, source } = contact.consent;
  const choose = (value: string): void => {
    const consent = oneOf(value, consents);
    if (consent !== undefined && consent !== status) changeConsent.mutate(consent);
  };
  return (
    <SideSection title={t('consent.title')}>
      <NativeSelect
        size="xs"
        aria-label={t('consent.title')}
        value={status}
        disabled={!mayWrite || changeConsent.isPending}
        onChange={(event) => choose(event.currentTarget.value)}
        data={consents.map((value) => ({ value, label: t(`consent.status.${value}`) }))}
      />
      {at !== null && (
        <p className="recado-side-hint">
          {[format.moment(at), sourceOf(source)].filter((part) => part !== null).join(' · ')}
        </p>
      )}
    </SideSection>
  );
}
