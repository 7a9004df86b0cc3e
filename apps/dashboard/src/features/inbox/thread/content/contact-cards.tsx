import { Avatar } from '@mantine/core';
import { IconBuilding, IconMail, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { fieldsOf, listField, textField, type Fields } from '../../../../lib/content-fields.ts';
import { CopyText } from '../../../../ui/copy-text.tsx';

/** Contacts that were sent, with what can be copied of each. */
export function ContactCards({ fields }: { fields: Fields }): ReactNode {
  return listField(fields, 'contacts').map((card, at) => <Card key={at} card={card} />);
}

function Card({ card }: { card: Fields }): ReactNode {
  const names = fieldsOf(card['name']);
  const name =
    textField(names, 'formattedName') ??
    textField(names, 'formatted_name') ??
    textField(names, 'firstName') ??
    '?';
  const company = textField(fieldsOf(card['organization']), 'company');
  const phones = listField(card, 'phones').flatMap((phone) => textField(phone, 'phone') ?? []);
  const emails = listField(card, 'emails').flatMap((email) => textField(email, 'email') ?? []);
  return (
    <div className="recado-thread-contact">
      <Avatar name={name} color="initials" radius="xl" size={36} aria-hidden />
      <div className="recado-thread-file-text">
        <span className="recado-thread-file-name">{name}</span>
        {company !== undefined && (
          <span className="recado-thread-file-facts">
            <IconBuilding size={14} aria-hidden /> {company}
          </span>
        )}
        {phones.map((phone) => (
          <span key={phone} className="recado-thread-file-facts">
            <IconPhone size={14} aria-hidden /> <CopyText value={phone} />
          </span>
        ))}
        {emails.map((email) => (
          <span key={email} className="recado-thread-file-facts">
            <IconMail size={14} aria-hidden /> <CopyText value={email} />
          </span>
        ))}
      </div>
    </div>
  );
}
