import { z } from 'zod';
import { Timestamp } from './pages.ts';

/** What Recado asks the provider to send. */
export const ProviderRequest = z
  .object({
    method: z.string(),
    url: z.string(),
    body: z.unknown().describe('As it is written for the provider'),
  })
  .meta({
    id: 'ProviderRequest',
    example: {
      method: 'POST',
      url: 'https://graph.facebook.com/v25.0/106540352242922/messages',
      body: { messaging_product: 'whatsapp', to: '+5511999999999', type: 'text', text: { body: 'Olá' } },
    },
  });
export type ProviderRequest = z.infer<typeof ProviderRequest>;

/** What the provider answered to an attempt that it did not take. */
export const ProviderAnswer = z
  .object({ status: z.int(), body: z.string().describe('The first 4,096 characters') })
  .meta({
    id: 'ProviderAnswer',
    example: { status: 400, body: '{"error":{"code":131026,"message":"Message undeliverable"}}' },
  });
export type ProviderAnswer = z.infer<typeof ProviderAnswer>;

const ProviderAttempt = z
  .object({
    at: Timestamp,
    attempt: z.int(),
    status: z.string().describe('What became of the message'),
    whatsappId: z.string().nullable().describe('What WhatsApp called it when it took the message'),
    answer: ProviderAnswer.nullable().describe('Null when WhatsApp took it, or gave no answer over HTTP'),
  })
  .meta({ id: 'ProviderAttempt' });

const ProviderUpdate = z
  .object({
    kind: z.string(),
    state: z.enum(['pending', 'waiting', 'done', 'poison']),
    payload: z.unknown().describe('As the provider sent it'),
    receivedAt: Timestamp,
  })
  .meta({ id: 'ProviderUpdate' });

/** `GET /messages/:id/exchange`: what went to the provider and came from it for one message. */
export const MessageExchange = z
  .object({
    request: ProviderRequest.nullable().describe(
      'Written again from the message, without credentials; null for what came in, and on web, whose protocol is sealed end to end',
    ),
    attempts: z.array(ProviderAttempt).describe('In the order of time'),
    updates: z
      .array(ProviderUpdate)
      .describe('What the provider told by itself, in the order of time; kept for eight days'),
  })
  .meta({
    id: 'MessageExchange',
    example: {
      request: ProviderRequest.meta()?.['example'],
      attempts: [
        {
          at: '2026-11-24T12:00:01.000Z',
          attempt: 1,
          status: 'failed',
          whatsappId: null,
          answer: ProviderAnswer.meta()?.['example'],
        },
      ],
      updates: [],
    },
  });
export type MessageExchange = z.infer<typeof MessageExchange>;
