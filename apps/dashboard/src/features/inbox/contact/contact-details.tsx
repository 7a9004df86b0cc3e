import { ActionIcon, Tooltip } from '@mantine/core';
import type { ContactDetails as Contact } from '@recado/sdk';
import { IconPencil } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { ContactAvatar } from '../contact-avatar.tsx';
import { ContactForm } from './contact-form.tsx';

export interface ContactDetailsProps {
  contact: Contact;
  isGroup: boolean;
}

/** Name, number, labels and own fields of a contact, to be read or changed. */
export function ContactDetails({ contact, isGroup }: ContactDetailsProps): ReactNode {
  const { t } = useTranslation();
  const [isEdited, setIsEdited] = useState(false);
  const mayWrite = useMay('contacts:write');
  if (isEdited) return <ContactForm contact={contact} onDone={() => setIsEdited(false)} />;
  return (
    <div>
      <div className="recado-side-who">
        <ContactAvatar id={contact.id} name={contact.name} isGroup={isGroup} size={48} />
        <span className="recado-side-name">{contact.name ?? t('inbox.nameless')}</span>
        {mayWrite && (
          <Tooltip label={t('inbox.contact.edit')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('inbox.contact.edit')}
              onClick={() => setIsEdited(true)}
            >
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {contact.phoneNumber !== null && <CopyText value={contact.phoneNumber} />}
      {contact.labels.length > 0 && (
        <div className="recado-side-labels">
          {contact.labels.map((label) => (
            <span key={label} className="recado-tag">
              {label}
            </span>
          ))}
        </div>
      )}
      <Fields contact={contact} />
    </div>
  );
}

function Fields({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation();
  const own = Object.entries(contact.customFields);
  if (own.length === 0 && contact.email === null) return null;
  return (
    <dl className="recado-side-fields">
      {contact.email !== null && (
        <div>
          <dt>{t('inbox.contact.email')}</dt>
          <dd>{contact.email}</dd>
        </div>
      )}
      {own.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'boolean' ? t(value ? 'inbox.contact.yes' : 'inbox.contact.no') : value}</dd>
        </div>
      ))}
    </dl>
  );
}
