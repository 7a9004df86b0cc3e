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

const proxyUrl = z
  .url({
    protocol: /^(?:https?|socks5)$/,
    error: 'must be as http://host:3128 or socks5://user:password@host:1080',
  })
  .max(500)
  .describe('All that the number does at WhatsApp goes through it; never shown again');

/** How a number with a QR code reaches WhatsApp. */
export const WebAccess = z.strictObject({ proxyUrl: proxyUrl.optional() }).meta({ id: 'WebAccess' });
export type WebAccess = z.infer<typeof WebAccess>;

/** `null` takes the proxy away; what is left out stays. It counts from the next connection on. */
export const WebAccessChanges = z
  .strictObject({ proxyUrl: proxyUrl.nullable().optional() })
  .meta({ id: 'WebAccessChanges' });
export type WebAccessChanges = z.infer<typeof WebAccessChanges>;

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
    web: WebAccess.optional().describe('For `channel: "web"`'),
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
  .refine(({ channel, web }) => channel === 'web' || web === undefined, {
    message: 'belongs to channel "web"',
    path: ['web'],
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
    web: WebAccessChanges.optional(),
    settings: InstanceSettingsChanges.optional(),
  })
  .meta({ id: 'UpdateInstance', example: { name: 'Atendimento', settings: { inDoubtPolicy: 'resend' } } });
export type UpdateInstance = z.infer<typeof UpdateInstance>;

/** The process that holds the session of a number. */
export const InstanceOwner = z
  .object({ workerId: z.string(), name: z.string().describe('Host and process') })
  .nullable()
  .describe('Which worker holds the session of a web instance now');

/** What WhatsApp said of a number when it was last connected. */
export const InstanceReport = z
  .object({
    displayName: z.string().nullable(),
    phoneNumber: z.string().nullable(),
    quality: z.string().nullable(),
    messagingLimit: z.string().nullable(),
    throughput: z.string().nullable(),
  })
  .nullable()
  .describe('What WhatsApp said of the number when it was last connected');

export const Instance = z
  .object({
    id: InstanceId,
    name: z.string(),
    phoneNumber: z.string(),
    description: z.string().nullable(),
    channel: InstanceChannel,
    status: InstanceStatus,
    qrCode: z
      .string()
      .nullable()
      .describe(
        'PNG of the QR code as a data URL, while a web instance waits for it; not in lists, and only for who may connect it',
      ),
    owner: InstanceOwner,
    report: InstanceReport,
    isSandbox: z.boolean().describe('It belongs to a simulator of WhatsApp, and so do all whom it writes to'),
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
    web: z
      .object({ proxyHost: z.string().nullable().describe('Host and port of the proxy, when there is one') })
      .nullable()
      .describe('How a number with a QR code reaches WhatsApp'),
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
      owner: null,
      report: {
        displayName: 'Jaspers Market',
        phoneNumber: '+55 11 99999-9999',
        quality: 'GREEN',
        messagingLimit: 'TIER_1K',
        throughput: 'STANDARD',
      },
      isSandbox: false,
      maxAgents: 10,
      isActive: true,
      webhookUrl: 'https://recado.example.com/channels/cloud/0198f3c0-0000-7000-8000-000000000001/webhook',
      cloud: {
        phoneNumberId: '106540352242922',
        businessAccountId: '102290129340398',
        apiBaseUrl: 'https://graph.facebook.com',
        apiVersion: 'v25.0',
      },
      web: null,
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
