import { z } from 'zod';
import { Contact } from './contacts.ts';
import { eventEntry, exampleIds } from './event-entry.ts';
import { ContactId, ConversationId, MessageId } from './ids.ts';

const consentChanged = z.object({
  contact: Contact.pick({ id: true, consent: true }),
  conversationId: ConversationId.nullable().describe(
    'Where the contact said it; null when somebody entered it',
  ),
  messageId: MessageId.nullable().describe('The message that said it; null when somebody entered it'),
});

const said = (consent: z.input<typeof Contact>['consent']) => ({
  instanceId: exampleIds.instance,
  conversationId: exampleIds.conversation,
  data: {
    contact: { id: exampleIds.contact, consent },
    conversationId: exampleIds.conversation,
    messageId: '0198f3c0-0000-7000-8000-000000000005',
  },
});

/** What is learnt of contacts. */
export const contactEvents = {
  'contact.merged': eventEntry('contact.merged', {
    data: z.object({
      contact: Contact.pick({ id: true, identities: true }).describe('The contact that stays'),
      mergedContactId: ContactId.describe('The contact that is no more'),
      conversations: z
        .array(
          z.object({
            id: ConversationId.describe('The conversation that stays'),
            mergedConversationId: ConversationId.describe('The conversation that is no more'),
          }),
        )
        .describe(
          'Conversations with one instance that became one; their messages are in the one that stays',
        ),
    }),
    description:
      'Two contacts turned out to be one person, or somebody said so: all that the one had is of the other now. Replace the ids that are no more in what you keep. Nothing follows.',
    example: {
      instanceId: exampleIds.instance,
      conversationId: null,
      data: {
        contact: {
          id: exampleIds.contact,
          identities: [
            { kind: 'phone', value: '+5511999999999' },
            { kind: 'lid', value: '187654321098765@lid' },
          ],
        },
        mergedContactId: '0198f3c0-0000-7000-8000-000000000007',
        conversations: [
          {
            id: exampleIds.conversation,
            mergedConversationId: '0198f3c0-0000-7000-8000-00000000000f',
          },
        ],
      },
    },
  }),
  'contact.opted_out': eventEntry('contact.opted_out', {
    data: consentChanged,
    description:
      'A contact does not want to be written to any more: by a keyword, or as somebody entered it over the API. From now on it is written to only as an answer. A confirmation may be sent, with `message.accepted`; `contact.opted_in` follows when the contact changes its mind.',
    example: said({ status: 'opted_out', at: '2026-11-24T12:00:00.000Z', source: 'keyword' }),
  }),
  'contact.opted_in': eventEntry('contact.opted_in', {
    data: consentChanged,
    description:
      'A contact wants to be written to: by a keyword, or as somebody entered it over the API. A confirmation may be sent, with `message.accepted`; `contact.opted_out` may follow at any time.',
    example: said({ status: 'opted_in', at: '2026-11-24T12:00:00.000Z', source: 'keyword' }),
  }),
} as const;
