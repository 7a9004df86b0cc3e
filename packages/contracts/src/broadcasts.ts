import { z } from 'zod';
import { BroadcastId, ContactId, InstanceId, MessageId } from './ids.ts';
import { OutboundContent } from './message-content.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

/** Recipients that one broadcast may have. */
export const MOST_BROADCAST_RECIPIENTS = 50_000;
const MOST_CSV_CHARACTERS = 5_000_000;

export const BroadcastState = z
  .enum(['scheduled', 'running', 'paused', 'stopped', 'completed', 'failed'])
  .meta({
    id: 'BroadcastState',
    description:
      'scheduled: until its time; running: handing over messages, or waiting for the last ones to leave; paused: until it is resumed; stopped: ended by somebody; completed: every recipient has a result; failed: it cannot go on, see `reason`.',
  });
export type BroadcastState = z.infer<typeof BroadcastState>;

export const BroadcastResult = z
  .enum(['pending', 'accepted', 'in_doubt', 'sent', 'delivered', 'read', 'failed', 'skipped', 'cancelled'])
  .meta({
    id: 'BroadcastResult',
    description:
      'pending: not yet its turn; accepted: its message waits to be sent; in_doubt, sent, delivered, read: as its message is; failed: could not be sent, see `reason`; skipped: opted out, blocked or erased; cancelled: the broadcast was stopped before.',
  });
export type BroadcastResult = z.infer<typeof BroadcastResult>;

/** Why something waits, failed or was left out: a stable code, and a sentence. */
export const BroadcastReason = z.object({ code: z.string(), detail: z.string().nullable() }).meta({
  id: 'BroadcastReason',
  example: { code: 'instance_not_connected', detail: 'The instance is not connected' },
});
export type BroadcastReason = z.infer<typeof BroadcastReason>;

const label = z.string().trim().min(1).max(100);

/** Contacts by label: with any of these, and with all of those. */
export const BroadcastLabels = z
  .strictObject({
    any: z.array(label).min(1).max(50).optional().describe('At least one of these'),
    all: z.array(label).min(1).max(50).optional().describe('Every one of these'),
  })
  .refine(({ any, all }) => any !== undefined || all !== undefined, {
    message: 'Give `any`, `all` or both',
    path: ['any'],
  })
  .meta({ id: 'BroadcastLabels', example: { any: ['cliente', 'vip'] } });
export type BroadcastLabels = z.infer<typeof BroadcastLabels>;

/** What stands for `{{…}}` in the message; the names do not tell capital letters apart. */
const Variables = z.record(
  z.string().min(1).max(100),
  z.union([z.string().max(4_096), z.number(), z.boolean()]),
);

const RecipientInput = z.strictObject({
  phoneNumber: z.string().max(40).describe('E.164; what is no number is left out, and told'),
  variables: Variables.optional(),
});

export const BroadcastAudience = z
  .strictObject({
    labels: BroadcastLabels.optional().describe('Contacts with these labels, looked up when it starts'),
    csv: z
      .string()
      .min(1)
      .max(MOST_CSV_CHARACTERS)
      .optional()
      .describe(
        'A table with a heading: one column `phone` (or phoneNumber, telefone, celular, whatsapp) with numbers in E.164, the others become variables. Separated by comma, semicolon or tab',
      ),
    recipients: z.array(RecipientInput).min(1).max(MOST_BROADCAST_RECIPIENTS).optional(),
  })
  .refine(
    ({ labels, csv, recipients }) =>
      [labels, csv, recipients].filter((part) => part !== undefined).length === 1,
    {
      message: 'Give exactly one of `labels`, `csv` and `recipients`',
      path: [],
    },
  )
  .meta({
    id: 'BroadcastAudience',
    example: { recipients: [{ phoneNumber: '+5511999999999', variables: { name: 'Maria' } }] },
  });
export type BroadcastAudience = z.infer<typeof BroadcastAudience>;

/** `POST /broadcasts`, and `POST /broadcasts/preview`. */
export const CreateBroadcast = z
  .strictObject({
    name: z.string().trim().min(1).max(255),
    instanceId: InstanceId.describe('The number that sends'),
    message: OutboundContent.describe(
      'What to send. In its texts and template parameters {{name}}, {{phone}}, {{email}}, a column, a variable or a custom field of the contact is put in; {{name|cliente}} says what stands there when it is missing',
    ),
    audience: BroadcastAudience,
    sendAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When to begin, at most 90 days ahead; absent: now'),
    ratePerMinute: z
      .int()
      .min(1)
      .max(60_000)
      .optional()
      .describe('Messages handed over a minute; absent: 1,000 on cloud, 20 on web'),
  })
  .meta({
    id: 'CreateBroadcast',
    example: {
      name: 'Ofertas de novembro',
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      message: {
        type: 'template',
        content: {
          name: 'order_update',
          language: 'pt_BR',
          components: [{ type: 'body', parameters: [{ type: 'text', text: '{{name|cliente}}' }] }],
        },
      },
      audience: { labels: { any: ['cliente'] } },
      ratePerMinute: 1_000,
    },
  });
export type CreateBroadcast = z.infer<typeof CreateBroadcast>;

/** Something of an audience that gets no message. */
const DroppedLine = z.object({
  line: z.int().describe('Line of the CSV (its heading is line 1), or place in `recipients` (from 1)'),
  phoneNumber: z.string().describe('As it was given'),
  reason: z.enum(['invalid_number', 'duplicate']),
});

export const BroadcastPreview = z
  .object({
    total: z.int().describe('Recipients; of labels, as many as there are now'),
    dropped: z.object({
      invalidNumbers: z.int(),
      duplicates: z.int(),
      lines: z.array(DroppedLine).describe('The first hundred'),
    }),
    messages: z
      .array(
        z.object({
          phoneNumber: z.string(),
          message: OutboundContent.nullable(),
          reason: BroadcastReason.nullable().describe('Why this one would get no message'),
        }),
      )
      .describe('What the first three would get'),
    hints: z.array(z.string()).describe('What is worth knowing before it starts'),
  })
  .meta({
    id: 'BroadcastPreview',
    example: {
      total: 2,
      dropped: {
        invalidNumbers: 1,
        duplicates: 0,
        lines: [{ line: 3, phoneNumber: '123', reason: 'invalid_number' as const }],
      },
      messages: [
        {
          phoneNumber: '+5511999999999',
          message: { type: 'text' as const, content: 'Olá, Maria!' },
          reason: null,
        },
      ],
      hints: [],
    },
  });
export type BroadcastPreview = z.infer<typeof BroadcastPreview>;

const broadcastExample = {
  id: '0198f3c0-0000-7000-8000-00000000000f',
  name: 'Ofertas de novembro',
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  message: { type: 'text' as const, content: 'Olá, {{name|cliente}}!' },
  labels: { any: ['cliente'] },
  state: 'running' as const,
  reason: null,
  ratePerMinute: 1_000,
  total: 50_000,
  sendAt: '2026-11-24T12:00:00.000Z',
  startedAt: '2026-11-24T12:00:00.000Z',
  finishedAt: null,
  createdAt: '2026-11-24T11:59:00.000Z',
  updatedAt: '2026-11-24T12:00:00.000Z',
};

export const Broadcast = z
  .object({
    id: BroadcastId,
    name: z.string(),
    instanceId: InstanceId.nullable().describe('Null once the instance is gone'),
    message: OutboundContent,
    labels: BroadcastLabels.nullable().describe('Null for a list of numbers'),
    state: BroadcastState,
    reason: BroadcastReason.nullable().describe('Why it waits, or why it failed'),
    ratePerMinute: z.int(),
    total: z.int().describe('Recipients; of labels counted anew when it starts'),
    sendAt: Timestamp,
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Broadcast', example: broadcastExample });
export type Broadcast = z.infer<typeof Broadcast>;

/** How many recipients have each result; they add up to `total`. */
export const BroadcastProgress = z
  .object({
    total: z.int(),
    pending: z.int(),
    accepted: z.int(),
    inDoubt: z.int(),
    sent: z.int(),
    delivered: z.int(),
    read: z.int(),
    failed: z.int(),
    skipped: z.int(),
    cancelled: z.int(),
    estimatedEndAt: Timestamp.nullable().describe(
      'When the last one is handed over at its rate; null when nobody can say',
    ),
  })
  .meta({
    id: 'BroadcastProgress',
    example: {
      total: 50_000,
      pending: 40_000,
      accepted: 12,
      inDoubt: 0,
      sent: 988,
      delivered: 6_000,
      read: 2_900,
      failed: 60,
      skipped: 40,
      cancelled: 0,
      estimatedEndAt: '2026-11-24T12:50:00.000Z',
    },
  });
export type BroadcastProgress = z.infer<typeof BroadcastProgress>;

/** `GET /broadcasts/:id`. */
export const BroadcastWithProgress = Broadcast.extend({ progress: BroadcastProgress }).meta({
  id: 'BroadcastWithProgress',
  example: { ...broadcastExample, progress: BroadcastProgress.meta()?.['example'] },
});
export type BroadcastWithProgress = z.infer<typeof BroadcastWithProgress>;

/** The answer of `POST /broadcasts`. */
export const CreatedBroadcast = Broadcast.extend({ preview: BroadcastPreview }).meta({
  id: 'CreatedBroadcast',
  example: {
    ...broadcastExample,
    state: 'scheduled' as const,
    startedAt: null,
    preview: BroadcastPreview.meta()?.['example'],
  },
});
export type CreatedBroadcast = z.infer<typeof CreatedBroadcast>;

/** `GET /broadcasts`. */
export const BroadcastsQuery = PageQuery.extend({
  state: BroadcastState.optional().describe('Only broadcasts of this state'),
  instanceId: InstanceId.optional().describe('Only broadcasts of this instance'),
});
export type BroadcastsQuery = z.infer<typeof BroadcastsQuery>;

export const BroadcastPage = pageOf(Broadcast).meta({ id: 'BroadcastPage' });
export type BroadcastPage = z.infer<typeof BroadcastPage>;

export const BroadcastRecipient = z
  .object({
    phoneNumber: z.string().describe('E.164; empty once the contact was erased'),
    contactId: ContactId.nullable().describe('Null while nothing was written to or by the number'),
    contactName: z.string().nullable().describe('What the contact is called, where that is known'),
    messageId: MessageId.nullable().describe('Its message, once it is accepted'),
    result: BroadcastResult,
    reason: BroadcastReason.nullable().describe('Why it failed, was skipped, or waits'),
    updatedAt: Timestamp,
  })
  .meta({
    id: 'BroadcastRecipient',
    example: {
      phoneNumber: '+5511999999999',
      contactId: '0198f3c0-0000-7000-8000-000000000010',
      contactName: 'Maria',
      messageId: '0198f3c0-0000-7000-8000-000000000004',
      result: 'delivered',
      reason: null,
      updatedAt: '2026-11-24T12:00:03.000Z',
    },
  });
export type BroadcastRecipient = z.infer<typeof BroadcastRecipient>;

/** `GET /broadcasts/:id/recipients`. */
export const BroadcastRecipientsQuery = PageQuery.extend({
  result: BroadcastResult.optional().describe('Only recipients with this result'),
});
export type BroadcastRecipientsQuery = z.infer<typeof BroadcastRecipientsQuery>;

export const BroadcastRecipientPage = pageOf(BroadcastRecipient).meta({ id: 'BroadcastRecipientPage' });
export type BroadcastRecipientPage = z.infer<typeof BroadcastRecipientPage>;
