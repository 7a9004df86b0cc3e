import { z } from 'zod';
import { eventEntry, exampleIds } from './event-entry.ts';
import { Message } from './messages.ts';

const data = z.object({
  message: Message.describe(
    'The message as `GET /messages/:id` shows it, just after what happened; in `message.sent`, `message.delivered` and `message.read` its status is the one of the event, even when several came at once',
  ),
});

const outbound: z.input<typeof Message> = {
  id: '0198f3c0-0000-7000-8000-000000000004',
  instanceId: exampleIds.instance,
  conversationId: exampleIds.conversation,
  whatsappId: 'wamid.HBgNNTUxMTk5OTk5OTk5OQ==',
  direction: 'outbound',
  recipient: '+5511999999999',
  sender: '+5511888888888',
  message: { type: 'text', content: 'Olá, Ana! Seu pedido saiu para entrega.' },
  status: 'sent',
  priority: 'normal',
  attempt: 1,
  error: null,
  replyTo: null,
  sentBy: null,
  author: null,
  sendAt: '2026-11-24T11:59:58.000Z',
  createdAt: '2026-11-24T11:59:58.000Z',
  processedAt: '2026-11-24T11:59:59.000Z',
  editedAt: null,
  updatedAt: '2026-11-24T12:00:00.000Z',
};

const unsent = { ...outbound, whatsappId: null, processedAt: null };

const inbound: z.input<typeof Message> = {
  ...outbound,
  id: '0198f3c0-0000-7000-8000-000000000005',
  direction: 'inbound',
  recipient: '+5511888888888',
  sender: '+5511999999999',
  message: { type: 'text', content: 'Quero saber o preço' },
  status: 'delivered',
  attempt: 0,
};

const about = (message: z.input<typeof Message>) => ({
  instanceId: exampleIds.instance,
  conversationId: exampleIds.conversation,
  data: { message },
});

/** What becomes of messages. */
export const messageEvents = {
  'message.accepted': eventEntry('message.accepted', {
    data,
    description:
      'A message was taken for sending: over the API, by a broadcast, by an automatic agent or by an opt-out confirmation. It is stored and waits for its turn, or for `sendAt`. What follows is `message.sent`, `message.failed`, `message.in_doubt`, `message.cancelled` or `message.expired`.',
    example: about({ ...unsent, status: 'pending', attempt: 0, sendAt: '2026-11-24T12:00:00.000Z' }),
  }),
  'message.received': eventEntry('message.received', {
    data,
    description:
      'A customer wrote, and the message is stored; once for each message. Its media may still be on the way: `GET /media/:id` answers once it is there. `conversation.opened` or `conversation.reopened` follows when it begins a conversation; later `message.edited`, `message.deleted`, or `message.recovered` when it came as `unsupported`.',
    example: about(inbound),
  }),
  'message.sent': eventEntry('message.sent', {
    data,
    description:
      'WhatsApp took the message. It also tells of what was written on the phone of a number that is linked by QR code; such a message was never accepted here. What follows is `message.delivered`, `message.read` or `message.failed`.',
    example: about(outbound),
  }),
  'message.delivered': eventEntry('message.delivered', {
    data,
    description:
      'WhatsApp says that the message is on the device of the recipient. What follows is `message.read`, for those who let it be seen.',
    example: about({ ...outbound, status: 'delivered' }),
  }),
  'message.read': eventEntry('message.read', {
    data,
    description:
      'WhatsApp says that the recipient opened the message. When it leaves `delivered` out, `message.delivered` comes right before. No status follows; the message may still be edited or deleted.',
    example: about({ ...outbound, status: 'read' }),
  }),
  'message.failed': eventEntry('message.failed', {
    data,
    description:
      'The message will not arrive, and `error` says why: WhatsApp refused it for good, at once or after it had taken it. It is not tried again by itself; `POST /messages/:id/resend` does, and then `message.sent`, `message.failed` or `message.in_doubt` follows. A late report that it arrived after all gives `message.delivered`.',
    example: about({
      ...unsent,
      status: 'failed',
      error: {
        code: '131047',
        detail: 'More than 24 hours have passed since the customer last replied to this number.',
      },
    }),
  }),
  'message.in_doubt': eventEntry('message.in_doubt', {
    data,
    description:
      'The message went out and no answer came, so nobody knows whether WhatsApp has it; sending it again could send it twice. A status report resolves the doubt with `message.sent` or `message.failed`. Without one for 10 minutes, the policy of the instance decides: it is held for a person, or sent again.',
    example: about({
      ...unsent,
      status: 'in_doubt',
      error: { code: 'in_doubt', detail: 'The request went out and no answer came: timeout' },
    }),
  }),
  'message.cancelled': eventEntry('message.cancelled', {
    data,
    description:
      'A message that still waited was called off: by `POST /messages/:id/cancel`, or with the broadcast that it was of. Nothing follows.',
    example: about({ ...unsent, status: 'cancelled', attempt: 0 }),
  }),
  'message.expired': eventEntry('message.expired', {
    data,
    description: 'The time of `expiresAt` passed before the message could be sent. Nothing follows.',
    example: about({ ...unsent, status: 'expired', attempt: 0 }),
  }),
  'message.edited': eventEntry('message.edited', {
    data,
    description:
      'Who wrote a message changed it, the customer or we; `message` holds what it says now. It may be edited again, or deleted.',
    example: about({ ...inbound, message: { type: 'text', content: 'Quero saber o preço e o prazo' } }),
  }),
  'message.deleted': eventEntry('message.deleted', {
    data,
    description:
      'Who wrote a message deleted it for everyone, or an admin of the group did: its type is `deleted` and its content is empty from now on. Nothing follows.',
    example: about({ ...inbound, message: { type: 'deleted', content: {} } }),
  }),
  'message.recovered': eventEntry('message.recovered', {
    data,
    description:
      'The content of a message came late: it was received as `unsupported`, because it could not be read, and the phone gave it again. `message` holds the content in its place, under the same id. `message.edited` or `message.deleted` may follow.',
    example: about(inbound),
  }),
} as const;
