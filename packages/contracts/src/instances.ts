import { z } from 'zod';
import { InstanceId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

export const InstanceChannel = z.enum(['cloud', 'web']).meta({
  id: 'InstanceChannel',
  description: "cloud: Meta's Cloud API; web: a QR code.",
});
export type InstanceChannel = z.infer<typeof InstanceChannel>;

export const InstanceStatus = z.enum(['disconnected', 'connecting', 'connected', 'failed']).meta({
  id: 'InstanceStatus',
  description: 'Only a connected instance sends; what is accepted for another one waits.',
});
export type InstanceStatus = z.infer<typeof InstanceStatus>;

const metaId = z.string().regex(/^\d{1,32}$/, 'must be the numeric id that Meta shows');
const secret = z.string().min(1).max(4096);

const cloudFields = {
  phoneNumberId: metaId.describe("Meta's id of the number"),
  businessAccountId: metaId.describe('Id of the WhatsApp Business Account'),
  accessToken: secret.describe('Permanent token of a system user; never shown again'),
  appSecret: secret.describe('Secret of the app, which signs the webhooks; never shown again'),
  verifyToken: secret.max(256).describe('Any text of your own; Meta sends it when it checks the webhook'),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .describe('Default https://graph.facebook.com'),
  apiVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'must be as v25.0')
    .optional()
    .describe('Default v25.0'),
};

/** What it takes to reach a number on the Cloud API. */
export const CloudAccess = z.strictObject(cloudFields).meta({ id: 'CloudAccess' });
export type CloudAccess = z.infer<typeof CloudAccess>;

/** Parts to replace; what is left out stays. */
export const CloudAccessChanges = z.strictObject(cloudFields).partial().meta({ id: 'CloudAccessChanges' });
export type CloudAccessChanges = z.infer<typeof CloudAccessChanges>;

export const InDoubtPolicy = z.enum(['hold', 'resend']).meta({
  id: 'InDoubtPolicy',
  description:
    'What happens to a message of which nobody can say whether it was sent, after 10 minutes without news. hold: it stays in doubt until someone decides; resend: it is sent again, perhaps twice.',
});
export type InDoubtPolicy = z.infer<typeof InDoubtPolicy>;

export const Pacing = z.enum(['human', 'off']).meta({
  id: 'Pacing',
  description:
    'For web: human sends as a person would, one message after the other with typing and pauses, and few new contacts a day; off sends as fast as messagesPerSecond allows. WhatsApp bans numbers that do not look like a person.',
});
export type Pacing = z.infer<typeof Pacing>;

const settingFields = {
  messagesPerSecond: z
    .number()
    .min(0.01)
    .max(1_000)
    .nullable()
    .describe("Messages a second at most; null is the channel's own limit (80 on the Cloud API)"),
  inDoubtPolicy: InDoubtPolicy,
  pacing: Pacing,
  newContactsPerDay: z
    .int()
    .min(0)
    .max(10_000)
    .nullable()
    .describe(
      'For web: people a day to whom it may write first. Null grows with the time since the number was linked, from 20 to 250',
    ),
};

export const InstanceSettings = z.object(settingFields).meta({ id: 'InstanceSettings' });
export type InstanceSettings = z.infer<typeof InstanceSettings>;

export const InstanceSettingsChanges = z
  .strictObject(settingFields)
  .partial()
  .meta({ id: 'InstanceSettingsChanges', example: { messagesPerSecond: 20 } });
export type InstanceSettingsChanges = z.infer<typeof InstanceSettingsChanges>;

const name = z.string().trim().min(1).max(255);
const phoneNumber = z.string().max(20).describe('E.164, for example +5511999999999');
const description = z.string().max(2_000).nullable();
const maxAgents = z.int().min(1).max(100);

/** `POST /instances`. */
export const CreateInstance = z
  .strictObject({
    name,
    phoneNumber,
    description: description.optional(),
    maxAgents: maxAgents.default(10),
    channel: InstanceChannel.default('web'),
    cloud: CloudAccess.optional().describe('For `channel: "cloud"`'),
    settings: InstanceSettingsChanges.optional(),
  })
  .refine(({ channel, cloud }) => channel !== 'cloud' || cloud !== undefined, {
    message: 'is needed with channel "cloud"',
    path: ['cloud'],
  })
  .refine(({ channel, cloud }) => channel === 'cloud' || cloud === undefined, {
    message: 'belongs to channel "cloud"; add `channel: "cloud"`',
    path: ['channel'],
  })
  .meta({
    id: 'CreateInstance',
    example: {
      name: 'Atendimento Vendas',
      phoneNumber: '+5511999999999',
      channel: 'cloud',
      cloud: {
        phoneNumberId: '106540352242922',
        businessAccountId: '102290129340398',
        accessToken: 'EAAG…',
        appSecret: '0123456789abcdef0123456789abcdef',
        verifyToken: 'a text of your own',
      },
    },
  });
export type CreateInstance = z.infer<typeof CreateInstance>;

/** `PATCH /instances/:id`: what is left out stays. The channel and the number cannot be changed. */
export const UpdateInstance = z
  .strictObject({
    name: name.optional(),
    description: description.optional(),
    maxAgents: maxAgents.optional(),
    isActive: z.boolean().optional().describe('A switched-off instance neither sends nor accepts messages'),
    cloud: CloudAccessChanges.optional(),
    settings: InstanceSettingsChanges.optional(),
  })
  .meta({ id: 'UpdateInstance', example: { name: 'Atendimento', settings: { inDoubtPolicy: 'resend' } } });
export type UpdateInstance = z.infer<typeof UpdateInstance>;

export const Instance = z
  .object({
    id: InstanceId,
    name: z.string(),
    phoneNumber: z.string(),
    description: z.string().nullable(),
    channel: InstanceChannel,
    status: InstanceStatus,
    qrCode: z.string().nullable().describe('QR code to scan, while a web instance waits for it'),
    maxAgents: z.int(),
    isActive: z.boolean(),
    webhookUrl: z.string().nullable().describe('Address to give to Meta; connecting sets it by itself'),
    cloud: z
      .object({
        phoneNumberId: z.string(),
        businessAccountId: z.string(),
        apiBaseUrl: z.string(),
        apiVersion: z.string(),
      })
      .nullable()
      .describe('How the number is reached on the Cloud API; secrets are never shown'),
    settings: InstanceSettings,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'Instance',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000001',
      name: 'Atendimento Vendas',
      phoneNumber: '+5511999999999',
      description: null,
      channel: 'cloud',
      status: 'disconnected',
      qrCode: null,
      maxAgents: 10,
      isActive: true,
      webhookUrl: 'https://recado.example.com/channels/cloud/0198f3c0-0000-7000-8000-000000000001/webhook',
      cloud: {
        phoneNumberId: '106540352242922',
        businessAccountId: '102290129340398',
        apiBaseUrl: 'https://graph.facebook.com',
        apiVersion: 'v25.0',
      },
      settings: { messagesPerSecond: null, inDoubtPolicy: 'hold', pacing: 'human', newContactsPerDay: null },
      createdAt: '2026-11-24T12:00:00.000Z',
      updatedAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type Instance = z.infer<typeof Instance>;

export const InstancePage = pageOf(Instance).meta({ id: 'InstancePage' });
export type InstancePage = z.infer<typeof InstancePage>;

/** `GET /instances`. */
export const InstancesQuery = PageQuery.extend({
  status: InstanceStatus.optional().describe('Only instances of this status'),
  channel: InstanceChannel.optional().describe('Only instances of this channel'),
});
export type InstancesQuery = z.infer<typeof InstancesQuery>;

/** `GET /instances/:id/status`, and the answer to connect and disconnect. */
export const InstanceConnection = z
  .object({
    id: InstanceId,
    channel: InstanceChannel,
    status: InstanceStatus,
    phoneNumber: z.string(),
    since: Timestamp.nullable().describe('When it came to this status'),
    failure: z
      .object({ code: z.string(), reason: z.string() })
      .nullable()
      .describe('Why the status is failed'),
    report: z
      .object({
        displayName: z.string().nullable(),
        phoneNumber: z.string().nullable(),
        quality: z.string().nullable(),
        messagingLimit: z.string().nullable(),
        throughput: z.string().nullable(),
      })
      .nullable()
      .describe('What WhatsApp said of the number when it was last connected'),
  })
  .meta({
    id: 'InstanceConnection',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000001',
      channel: 'cloud',
      status: 'connected',
      phoneNumber: '+5511999999999',
      since: '2026-11-24T12:00:00.000Z',
      failure: null,
      report: {
        displayName: 'Jaspers Market',
        phoneNumber: '+55 11 99999-9999',
        quality: 'GREEN',
        messagingLimit: 'TIER_1K',
        throughput: 'STANDARD',
      },
    },
  });
export type InstanceConnection = z.infer<typeof InstanceConnection>;

/** `GET /instances/:id/qr`. */
export const InstanceQrCode = z
  .object({ qrCode: z.string().nullable(), expiresAt: Timestamp.nullable() })
  .meta({
    id: 'InstanceQrCode',
    example: { qrCode: '2@8f3cK…', expiresAt: '2026-11-24T12:00:20.000Z' },
  });
