import { z } from 'zod';
import { ContactId, ConversationId, InstanceId } from './ids.ts';
import { ConversationStatus } from './conversations.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

/** The path of `GET /contacts/:id/exists`. */
export const NumberPath = z.strictObject({
  id: z
    .string()
    .regex(/^\+?[1-9]\d{6,14}$/, 'must be E.164, for example +5511999999999')
    .describe('The number, E.164'),
});
export type NumberPath = z.infer<typeof NumberPath>;

export const NumberQuery = z.strictObject({
  instanceId: InstanceId.describe('The number that asks; one that was connected by QR code'),
});
export type NumberQuery = z.infer<typeof NumberQuery>;

/** Whether a number is on WhatsApp. */
export const NumberOnWhatsapp = z
  .object({
    phoneNumber: z.string().describe('E.164'),
    exists: z.boolean(),
    whatsappId: z.string().nullable().describe('What WhatsApp calls the number; it may differ in digits'),
  })
  .meta({
    id: 'NumberOnWhatsapp',
    example: { phoneNumber: '+5511999999999', exists: true, whatsappId: '5511999999999@s.whatsapp.net' },
  });
export type NumberOnWhatsapp = z.infer<typeof NumberOnWhatsapp>;

export const ConsentStatus = z.enum(['unknown', 'opted_in', 'opted_out']).meta({
  id: 'ConsentStatus',
  description:
    'unknown: nobody said; opted_in: the contact wants to be written to; opted_out: it is written to only as an answer, within 24 hours of what it writes after opting out.',
});
export type ConsentStatus = z.infer<typeof ConsentStatus>;

const ConsentSource = z.string().trim().min(1).max(40);

/** Whether a contact may be written to, since when, and what that rests on. */
export const Consent = z
  .object({
    status: ConsentStatus,
    at: Timestamp.nullable().describe('Since when; null when nobody said'),
    source: z
      .string()
      .nullable()
      .describe('keyword: the contact wrote it; import; api; or what the request named'),
  })
  .meta({
    id: 'Consent',
    example: { status: 'opted_out', at: '2026-11-24T12:00:00.000Z', source: 'keyword' },
  });
export type Consent = z.infer<typeof Consent>;

/** What WhatsApp calls a contact. */
export const ContactIdentity = z
  .object({
    kind: z.enum(['phone', 'bsuid', 'username', 'lid', 'group']),
    value: z.string().describe('E.164 for a phone; otherwise as WhatsApp writes it'),
  })
  .meta({ id: 'ContactIdentity', example: { kind: 'phone', value: '+5511999999999' } });
export type ContactIdentity = z.infer<typeof ContactIdentity>;

/** A label of a contact. CSV separates labels with semicolons. */
export const ContactLabel = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^;]*$/, 'must not contain a semicolon');

/** The most labels of a contact, and the most fields of its own. */
export const MOST_CONTACT_LABELS = 50;
export const MOST_CUSTOM_FIELDS = 50;

const Labels = z
  .array(ContactLabel)
  .max(MOST_CONTACT_LABELS)
  .transform((labels) => [...new Set(labels)]);

export const CustomFieldName = z.string().trim().min(1).max(100);
export const CustomFieldValue = z.union([z.string().max(1_000), z.number(), z.boolean()]);

const customFields = <T extends z.ZodType>(value: T) =>
  z.record(CustomFieldName, value).refine((fields) => Object.keys(fields).length <= MOST_CUSTOM_FIELDS, {
    message: `must be at most ${String(MOST_CUSTOM_FIELDS)} fields`,
  });

export const CustomFields = customFields(CustomFieldValue).meta({
  id: 'CustomFields',
  description: 'What the tenant keeps of a contact: texts, numbers, true or false.',
  example: { cidade: 'São Paulo', compras: 3 },
});
export type CustomFields = z.infer<typeof CustomFields>;

export const ContactName = z.string().trim().min(1).max(255);
export const ContactEmail = z.email().max(320);
/** As it is typed; read with libphonenumber, which says whether it can be a number. */
const PhoneNumber = z.string().trim().min(5).max(40).describe('E.164, for example +5511999999999');

/** `POST /contacts`. */
export const CreateContact = z
  .strictObject({
    phoneNumber: PhoneNumber,
    name: ContactName.optional(),
    email: ContactEmail.optional(),
    customFields: CustomFields.default({}),
    labels: Labels.default([]),
    consent: ConsentStatus.default('unknown'),
  })
  .meta({
    id: 'CreateContact',
    example: {
      phoneNumber: '+5511999999999',
      name: 'Ana Souza',
      email: 'ana@example.com',
      customFields: { cidade: 'São Paulo' },
      labels: ['vip'],
      consent: 'opted_in',
    },
  });
export type CreateContact = z.infer<typeof CreateContact>;

/** `PATCH /contacts/:id`: what is absent stays. */
export const UpdateContact = z
  .strictObject({
    name: ContactName.nullable().optional(),
    email: ContactEmail.nullable().optional(),
    customFields: customFields(CustomFieldValue.nullable())
      .optional()
      .describe('Merged into what is there; null takes a field out'),
    labels: Labels.optional().describe('Replaces all labels'),
    isBlocked: z
      .boolean()
      .optional()
      .describe('What a blocked contact writes is stored, opens nothing and goes to nobody'),
  })
  .meta({
    id: 'UpdateContact',
    example: { name: 'Ana Souza', customFields: { cidade: null }, labels: ['vip'], isBlocked: false },
  });
export type UpdateContact = z.infer<typeof UpdateContact>;

const example = {
  id: '0198f3c0-0000-7000-8000-00000000000c',
  name: 'Ana Souza',
  email: 'ana@example.com',
  phoneNumber: '+5511999999999',
  identities: [{ kind: 'phone' as const, value: '+5511999999999' }],
  customFields: { cidade: 'São Paulo', compras: 3 },
  labels: ['vip'],
  isBlocked: false,
  consent: { status: 'opted_in' as const, at: '2026-11-24T12:00:00.000Z', source: 'api' },
  createdAt: '2026-11-24T12:00:00.000Z',
  updatedAt: '2026-11-24T12:00:00.000Z',
};

export const Contact = z
  .object({
    id: ContactId,
    name: z.string().nullable(),
    email: z.string().nullable(),
    phoneNumber: z.string().nullable().describe('The first number it is known by; E.164'),
    identities: z.array(ContactIdentity),
    customFields: CustomFields,
    labels: z.array(z.string()),
    isBlocked: z.boolean(),
    consent: Consent,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Contact', example });
export type Contact = z.infer<typeof Contact>;

/** The conversation that a contact has with one instance. */
export const ContactConversation = z
  .object({
    id: ConversationId,
    instanceId: InstanceId,
    status: ConversationStatus,
    lastMessageAt: Timestamp.nullable(),
  })
  .meta({ id: 'ContactConversation' });

/** `GET /contacts/:id`: the contact with its conversations, one for each instance. */
export const ContactDetails = Contact.extend({ conversations: z.array(ContactConversation) }).meta({
  id: 'ContactDetails',
  example: {
    ...example,
    conversations: [
      {
        id: '0198f3c0-0000-7000-8000-00000000000e',
        instanceId: '0198f3c0-0000-7000-8000-000000000001',
        status: 'open' as const,
        lastMessageAt: '2026-11-24T12:00:00.000Z',
      },
    ],
  },
});
export type ContactDetails = z.infer<typeof ContactDetails>;

export const ContactPage = pageOf(Contact).meta({ id: 'ContactPage' });
export type ContactPage = z.infer<typeof ContactPage>;

/** Which contacts, for lists and exports. */
const filters = {
  text: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .optional()
    .describe(
      'Beginnings of words of the name or the email, accents aside; or the beginning or the end of the number, at least four digits',
    ),
  label: ContactLabel.optional().describe('Only contacts with this label'),
  consent: ConsentStatus.optional().describe('Only contacts of this consent'),
  isBlocked: z.stringbool().optional().describe('Only those that are blocked, or that are not'),
  phoneNumber: PhoneNumber.optional().describe('The contact of this number: E.164, all of it'),
};

/** `GET /contacts`, newest first. */
export const ContactsQuery = PageQuery.extend(filters);
export type ContactsQuery = z.infer<typeof ContactsQuery>;

/** `GET /contacts/export`. */
export const ContactsExportQuery = z.strictObject(filters);
export type ContactsExportQuery = z.infer<typeof ContactsExportQuery>;
export type ContactFilters = z.infer<typeof ContactsExportQuery>;

/** `POST /contacts/:id/merge`. */
export const MergeContact = z
  .strictObject({
    contactId: ContactId.describe('The contact that goes; all it has becomes that of the one in the path'),
  })
  .meta({ id: 'MergeContact', example: { contactId: '0198f3c0-0000-7000-8000-00000000000d' } });
export type MergeContact = z.infer<typeof MergeContact>;

/** `PUT /contacts/:id/consent`. */
export const ChangeConsent = z
  .strictObject({
    consent: ConsentStatus,
    source: ConsentSource.default('api').describe('What it rests on, such as a form or a contract'),
  })
  .meta({ id: 'ChangeConsent', example: { consent: 'opted_in', source: 'site' } });
export type ChangeConsent = z.infer<typeof ChangeConsent>;
