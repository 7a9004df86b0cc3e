import { z } from 'zod';
import { eventEntry, exampleIds } from './event-entry.ts';
import { InstanceConnection } from './instance-connection.ts';
import { Instance } from './instances.ts';
import { Timestamp } from './pages.ts';

const instance = Instance.pick({ id: true, name: true, phoneNumber: true, channel: true, status: true });

const { reason, report, failure } = InstanceConnection.shape;

const changed = z.object({ instance, reason });

const exampleInstance: z.input<typeof instance> = {
  id: exampleIds.instance,
  name: 'Atendimento Vendas',
  phoneNumber: '+5511888888888',
  channel: 'web',
  status: 'connected',
};

const phoneEndedLink = 'The phone ended the link. Connect again and scan a new QR code';

const about = <Data extends object>(data: Data) => ({
  instanceId: exampleIds.instance,
  conversationId: null,
  data,
});

/** How numbers come to WhatsApp and lose it. */
export const instanceEvents = {
  'instance.connected': eventEntry('instance.connected', {
    data: changed.extend({ report }),
    description:
      'The number is connected: it sends what waits, and receives. `report` is what WhatsApp says of it. What follows is `instance.reconnecting`, `instance.disconnected` or `instance.failed`.',
    example: about({
      instance: { ...exampleInstance, channel: 'cloud' as const },
      reason: null,
      report: {
        displayName: 'Jaspers Market',
        phoneNumber: '+55 11 88888-8888',
        quality: 'GREEN',
        messagingLimit: 'TIER_1K',
        throughput: 'STANDARD',
      },
    }),
  }),
  'instance.reconnecting': eventEntry('instance.reconnecting', {
    data: changed,
    description:
      'The connection of a number with a QR code broke, and Recado is building it up again; nobody has to do anything, and what is accepted meanwhile waits. What follows is `instance.connected`, or `instance.failed` or `instance.disconnected` when it is in vain.',
    example: about({
      instance: { ...exampleInstance, status: 'connecting' as const },
      reason: {
        code: 'reconnecting',
        text: 'The connection to WhatsApp broke. Reconnecting in 2 s',
        retryAt: '2026-11-24T12:00:02.000Z',
      },
    }),
  }),
  'instance.disconnected': eventEntry('instance.disconnected', {
    data: changed,
    description:
      'The number is not connected any more, on request or because nobody scanned its QR code in time; `reason` says it where there is one. What is accepted waits until `POST /instances/:id/connect`, after which `instance.qr_updated`, `instance.connected` or `instance.failed` follows.',
    example: about({
      instance: { ...exampleInstance, status: 'disconnected' as const },
      reason: { code: 'stopped', text: 'Disconnected on request; the link stays', retryAt: null },
    }),
  }),
  'instance.failed': eventEntry('instance.failed', {
    data: changed.extend({ failure }),
    description:
      'The number cannot be connected, and `failure` says why: its credentials are wrong, or the phone ended the link. It stays so until somebody corrects it and calls `POST /instances/:id/connect`.',
    example: about({
      instance: { ...exampleInstance, status: 'failed' as const },
      reason: { code: 'logged_out', text: phoneEndedLink, retryAt: null },
      failure: { code: 'logged_out', reason: phoneEndedLink },
    }),
  }),
  'instance.qr_updated': eventEntry('instance.qr_updated', {
    data: z.object({
      instance,
      expiresAt: Timestamp.describe('Until then the code can be scanned'),
    }),
    description:
      'There is a new QR code to scan. The code itself is a secret, which no event carries: it is at `GET /instances/:id/qr`. Another one follows when it runs out, `instance.connected` when it was scanned, and `instance.disconnected` when nobody does.',
    example: about({
      instance: { ...exampleInstance, status: 'connecting' as const },
      expiresAt: '2026-11-24T12:00:20.000Z',
    }),
  }),
} as const;
