import { z } from 'zod';
import { InstanceId } from './ids.ts';
import { InstanceChannel, InstanceOwner, InstanceReport, InstanceStatus } from './instances.ts';
import { Timestamp } from './pages.ts';

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
    report: InstanceReport,
    reason: z
      .object({
        code: z.string().describe('For programs, such as `waiting_for_scan`, `reconnecting`, `logged_out`'),
        text: z.string().describe('In plain words'),
        retryAt: Timestamp.nullable().describe('When the next try comes'),
      })
      .nullable()
      .describe('Why a web instance stands as it does; null while it is connected'),
    owner: InstanceOwner,
    limits: z
      .object({
        checkedAt: Timestamp.nullable(),
        newChatsLockedUntil: Timestamp.nullable().describe(
          'Until then WhatsApp lets the account write only to those who wrote before',
        ),
        newChats: z
          .object({ used: z.int().nullable(), total: z.int().nullable(), cycleEndsAt: Timestamp.nullable() })
          .nullable()
          .describe('How many new chats WhatsApp lets the account begin in this cycle'),
      })
      .nullable()
      .describe("What WhatsApp said of a web account's own limits"),
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
      reason: null,
      owner: null,
      limits: null,
    },
  });
export type InstanceConnection = z.infer<typeof InstanceConnection>;

/** `GET /instances/:id/qr`. */
export const InstanceQrCode = z
  .object({
    qrCode: z.string().describe('PNG as a data URL'),
    code: z
      .string()
      .describe('The text in it. A secret: whoever has it scanned can read and write for the number'),
    expiresAt: Timestamp,
  })
  .meta({
    id: 'InstanceQrCode',
    example: {
      qrCode: 'data:image/png;base64,iVBORw0KGgo…',
      code: 'https://wa.me/settings/linked_devices#2@8f3cK…',
      expiresAt: '2026-11-24T12:00:20.000Z',
    },
  });
export type InstanceQrCode = z.infer<typeof InstanceQrCode>;

/** `POST /instances/:id/pairing-code`. */
export const RequestPairingCode = z
  .strictObject({
    phoneNumber: z.string().max(20).optional().describe("Default: the instance's own number, E.164"),
  })
  .prefault({})
  .meta({ id: 'RequestPairingCode', example: { phoneNumber: '+5511999999999' } });
export type RequestPairingCode = z.infer<typeof RequestPairingCode>;

export const PairingCode = z
  .object({ code: z.string().describe('To be typed on the phone'), expiresAt: Timestamp })
  .meta({ id: 'PairingCode', example: { code: 'ABCD-EFGH', expiresAt: '2026-11-24T12:02:40.000Z' } });
export type PairingCode = z.infer<typeof PairingCode>;

/** `POST /instances/:id/disconnect`; the body may be left out. */
export const DisconnectInstance = z
  .strictObject({
    logout: z
      .boolean()
      .optional()
      .describe('End the link of a web instance: its keys are wiped, and connecting again needs a new scan'),
  })
  .prefault({})
  .meta({ id: 'DisconnectInstance', example: { logout: false } });
export type DisconnectInstance = z.infer<typeof DisconnectInstance>;
