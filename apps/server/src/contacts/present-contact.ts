import {
  ConsentStatus,
  ContactIdentity,
  CustomFields,
  type Contact,
  type ContactId,
} from '@recado/contracts';
import { z } from 'zod';

/** A contact as a row, with its identities as JSON. */
export interface ContactRow {
  id: ContactId;
  name: string | null;
  email: string | null;
  custom_fields: unknown;
  labels: string[];
  is_blocked: boolean;
  consent: string;
  consent_at: Date | null;
  consent_source: string | null;
  created_at: Date;
  updated_at: Date;
  identities: unknown;
}

export const contactColumns = [
  'id',
  'name',
  'email',
  'custom_fields',
  'labels',
  'is_blocked',
  'consent',
  'consent_at',
  'consent_source',
  'created_at',
  'updated_at',
] as const;

const Identities = z.array(ContactIdentity);

/** A contact as the API shows it. */
export function presentContact(row: ContactRow): Contact {
  const identities = Identities.parse(row.identities);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phoneNumber: identities.find(({ kind }) => kind === 'phone')?.value ?? null,
    identities,
    customFields: CustomFields.parse(row.custom_fields),
    labels: row.labels,
    isBlocked: row.is_blocked,
    consent: {
      status: ConsentStatus.parse(row.consent),
      at: row.consent_at?.toISOString() ?? null,
      source: row.consent_source,
    },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What the audit log keeps of a contact. */
export const auditedContact = (row: ContactRow): Record<string, unknown> => {
  const { name, email, phoneNumber, customFields, labels, isBlocked, consent } = presentContact(row);
  return { name, email, phoneNumber, customFields, labels, isBlocked, consent: consent.status };
};
