import { z } from 'zod';
import { InstanceId } from './ids.ts';
import { Timestamp } from './pages.ts';

/** `POST /sandbox/scan`. */
export const ScanInSandbox = z
  .strictObject({ instanceId: InstanceId.describe('An instance of the sandbox that waits for a scan') })
  .meta({ id: 'ScanInSandbox', example: { instanceId: '0198f3c0-0000-7000-8000-000000000001' } });
export type ScanInSandbox = z.infer<typeof ScanInSandbox>;

/** The answer of `POST /sandbox/scan`. */
export const ScannedInSandbox = z
  .object({ phoneNumber: z.string().describe('The simulated phone that scanned') })
  .meta({ id: 'ScannedInSandbox', example: { phoneNumber: '+15550100002' } });
export type ScannedInSandbox = z.infer<typeof ScannedInSandbox>;

/** A simulated customer's number: a hundred of a range that is never given to anyone. */
export const SandboxPhoneNumber = z
  .string()
  .regex(/^\+55119000000\d{2}$/, 'must be one of +5511900000000 to +5511900000099');

/** The path of a simulated customer's phone. */
export const sandboxPhoneParams = z.strictObject({ id: InstanceId, phoneNumber: SandboxPhoneNumber });

const messageId = z.string().min(1).max(256);

export const SandboxMessageState = z.enum(['sent', 'delivered', 'read']).meta({
  id: 'SandboxMessageState',
  description: 'How far it came: one, two or two blue ticks',
});
export type SandboxMessageState = z.infer<typeof SandboxMessageState>;

const side = z.enum(['business', 'customer']);

/** A bubble of the chat on a simulated customer's phone. */
export const SandboxPhoneMessage = z
  .object({
    id: messageId.describe('The id that WhatsApp gave it'),
    from: side,
    at: Timestamp,
    type: z.string().describe('As text, image, poll; deleted for what was taken back'),
    text: z.string().nullable().describe('Its words, or the caption of its file'),
    file: z
      .object({
        mimeType: z.string().nullable(),
        fileName: z.string().nullable(),
        isStored: z.boolean().describe('Whether the phone has its bytes'),
      })
      .nullable(),
    choices: z
      .array(z.object({ id: z.string(), title: z.string(), isChosen: z.boolean() }))
      .describe('What can be tapped: buttons, rows of a list, options of a poll'),
    mostChoices: z.int().describe('How many of them at once'),
    replyTo: messageId.nullable().describe('The message that it answers'),
    reactions: z.array(z.object({ from: side, emoji: z.string() })),
    isEdited: z.boolean().describe('Whether who wrote it changed its words afterwards'),
    state: SandboxMessageState,
  })
  .meta({ id: 'SandboxPhoneMessage' });
export type SandboxPhoneMessage = z.infer<typeof SandboxPhoneMessage>;

const phoneFields = {
  phoneNumber: z.string(),
  name: z.string(),
  isOnline: z.boolean().describe('Whether the phone is on: while it is off, messages stay at one tick'),
  readsAutomatically: z.boolean().describe('Whether it reads what it gets by itself'),
  answersAutomatically: z.boolean().describe('Whether it answers what it gets by itself'),
};

/** A simulated customer's phone, without its chat. */
export const SandboxPhoneSummary = z.object(phoneFields).meta({ id: 'SandboxPhoneSummary' });
export type SandboxPhoneSummary = z.infer<typeof SandboxPhoneSummary>;

export const SandboxPhoneList = z.object({ items: z.array(SandboxPhoneSummary) }).meta({
  id: 'SandboxPhoneList',
  example: {
    items: [
      {
        phoneNumber: '+5511900000001',
        name: 'Ana',
        isOnline: true,
        readsAutomatically: true,
        answersAutomatically: true,
      },
    ],
  },
});
export type SandboxPhoneList = z.infer<typeof SandboxPhoneList>;

/** A simulated customer's phone, with its chat with one number. */
export const SandboxPhone = z
  .object({ ...phoneFields, messages: z.array(SandboxPhoneMessage).describe('The last 200, oldest first') })
  .meta({
    id: 'SandboxPhone',
    example: {
      phoneNumber: '+5511900000001',
      name: 'Ana',
      isOnline: true,
      readsAutomatically: true,
      answersAutomatically: true,
      messages: [
        {
          id: 'wamid.HBgN',
          from: 'business',
          at: '2026-11-24T12:00:00.000Z',
          type: 'text',
          text: 'Olá!',
          file: null,
          choices: [],
          mostChoices: 0,
          replyTo: null,
          reactions: [{ from: 'customer', emoji: '👍' }],
          isEdited: false,
          state: 'read',
        },
      ],
    },
  });
export type SandboxPhone = z.infer<typeof SandboxPhone>;

/** `PATCH /sandbox/numbers/:id/phones/:phoneNumber`: what is left out stays. */
export const UpdateSandboxPhone = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    isOnline: z.boolean().optional(),
    readsAutomatically: z.boolean().optional(),
    answersAutomatically: z.boolean().optional(),
  })
  .meta({ id: 'UpdateSandboxPhone', example: { name: 'Ana', answersAutomatically: false } });
export type UpdateSandboxPhone = z.infer<typeof UpdateSandboxPhone>;

/** Of a file in base64: what fits into a request. */
const MOST_BASE64 = 4_800_000;
const replyTo = messageId.optional().describe('The message that it answers');

/** `POST /sandbox/numbers/:id/phones/:phoneNumber/messages`: what the simulated customer writes or taps. */
export const SendFromSandboxPhone = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(4_096), replyTo }),
    z.strictObject({
      type: z.enum(['image', 'video', 'voice', 'document']),
      base64: z.base64().min(1).max(MOST_BASE64).describe('The file, of 3.6 MB at most'),
      mimeType: z.string().min(1).max(100),
      fileName: z.string().min(1).max(240).optional(),
      caption: z.string().max(1_024).optional(),
    }),
    z.strictObject({
      type: z.literal('location'),
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().max(200).optional(),
      address: z.string().max(400).optional(),
    }),
    z.strictObject({
      type: z.literal('contact'),
      name: z.string().trim().min(1).max(100),
      phoneNumber: z.string().min(1).max(20),
    }),
    z.strictObject({
      type: z.literal('reaction'),
      messageId,
      emoji: z.string().max(16).describe('Empty takes it back'),
    }),
    z.strictObject({
      type: z.literal('choice'),
      messageId: messageId.describe('The message that offers the choices'),
      choices: z
        .array(z.string().min(1).max(256))
        .min(1)
        .max(12)
        .describe('Their ids; several only of a poll'),
    }),
  ])
  .meta({ id: 'SendFromSandboxPhone', example: { type: 'text', text: 'Onde está o meu pedido?' } });
export type SendFromSandboxPhone = z.infer<typeof SendFromSandboxPhone>;

/** The answer: the id that WhatsApp gave the message. */
export const SentFromSandboxPhone = z
  .object({ id: messageId })
  .meta({ id: 'SentFromSandboxPhone', example: { id: 'wamid.HBgN' } });
export type SentFromSandboxPhone = z.infer<typeof SentFromSandboxPhone>;

/** What shall go wrong at the simulated WhatsApp. */
export const SandboxFault = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('reject'), code: z.int().min(1).max(9_999_999) })
      .describe('WhatsApp refuses the message with this error code'),
    z
      .strictObject({ kind: z.literal('delay'), seconds: z.number().min(0.1).max(120) })
      .describe("WhatsApp's answer comes late"),
    z
      .strictObject({ kind: z.literal('dropAnswer') })
      .describe('The customer gets the message, and the answer to the sender is lost: it is in doubt'),
    z
      .strictObject({ kind: z.literal('disconnect') })
      .describe('The connection breaks at once; only of a number with a QR code'),
    z
      .strictObject({ kind: z.literal('unlink') })
      .describe('The phone ends the link at once; only of a number with a QR code'),
  ])
  .meta({ id: 'SandboxFault' });
export type SandboxFault = z.infer<typeof SandboxFault>;

/** `POST /sandbox/numbers/:id/faults`. */
export const OrderSandboxFault = z
  .strictObject({
    fault: SandboxFault,
    phoneNumber: SandboxPhoneNumber.optional().describe('Only for messages to this customer'),
    times: z.int().min(1).max(100).default(1).describe('For how many messages'),
  })
  .meta({ id: 'OrderSandboxFault', example: { fault: { kind: 'reject', code: 131026 }, times: 1 } });
export type OrderSandboxFault = z.infer<typeof OrderSandboxFault>;

/** A fault that is ordered and still waits for a message. */
export const StandingSandboxFault = z
  .object({ id: z.string(), fault: SandboxFault, remaining: z.int() })
  .meta({
    id: 'StandingSandboxFault',
    example: { id: 'fault-1', fault: { kind: 'reject', code: 131026 }, remaining: 1 },
  });
export type StandingSandboxFault = z.infer<typeof StandingSandboxFault>;

export const SandboxFaultList = z.object({ items: z.array(StandingSandboxFault) }).meta({
  id: 'SandboxFaultList',
  example: { items: [StandingSandboxFault.meta()?.['example']] },
});
export type SandboxFaultList = z.infer<typeof SandboxFaultList>;
