import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { BusinessAccount, PhoneNumber } from '../accounts.ts';
import { type Behaviour, INSTANT } from '../behaviour.ts';
import type { Clock } from '../clock.ts';
import type { GraphApiSimulator } from '../simulator.ts';
import { startGraphApiSimulator } from '../start-simulator.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

const errorSchema = z.object({
  error: z.looseObject({
    message: z.string(),
    type: z.string(),
    code: z.number(),
    error_subcode: z.number().optional(),
    error_data: z.object({ messaging_product: z.literal('whatsapp'), details: z.string() }).optional(),
    fbtrace_id: z.string(),
  }),
});
const acceptedSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  contacts: z
    .array(z.object({ input: z.string(), wa_id: z.string(), user_id: z.string().optional() }))
    .length(1),
  messages: z.tuple([
    z.object({ id: z.string().startsWith('wamid.'), message_status: z.string().optional() }),
  ]),
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A simulator with one account and number, and a receiver for its webhooks, all torn down with the test. */
export interface Scene {
  readonly simulator: GraphApiSimulator;
  readonly receiver: WebhookReceiver;
  readonly account: BusinessAccount;
  readonly number: PhoneNumber;
  /** Calls the API with the account's token. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Sends a message of which the envelope is filled in; gives the wamid. */
  send(message: Record<string, unknown>): Promise<string>;
  /** Sends the same and gives the error that must come. */
  refusal(
    message: Record<string, unknown>,
  ): Promise<{ status: number; error: z.infer<typeof errorSchema>['error'] }>;
}

/** The customer of most tests. */
export const CUSTOMER = '16505551234';

/** Starts a scene without delays, in which the window is open, unless `behaviour` says otherwise. */
export async function startScene(
  setup: { behaviour?: Partial<Behaviour>; clock?: Clock } = {},
): Promise<Scene> {
  const receiver = await new WebhookReceiver().start();
  const simulator = await startGraphApiSimulator({
    behaviour: { ...INSTANT, window: 'open', ...setup.behaviour },
    ...(setup.clock && { clock: setup.clock }),
  });
  onTestFinished(async () => {
    await simulator.close();
    await receiver.stop();
  });
  const account = simulator.addBusinessAccount({
    callback: { url: receiver.url, verifyToken: receiver.verifyToken },
  });
  const number = simulator.addPhoneNumber({
    businessAccountId: account.id,
    displayPhoneNumber: '+1 555-078-3881',
    verifiedName: 'Jaspers Market',
  });

  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${simulator.url}/v25.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${account.accessToken}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const post = (message: Record<string, unknown>): Promise<Answer> =>
    call('POST', `${number.id}/messages`, { messaging_product: 'whatsapp', to: CUSTOMER, ...message });

  return {
    simulator,
    receiver,
    account,
    number,
    call,
    async send(message) {
      const answer = await post(message);
      return acceptedSchema.parse(answer.body).messages[0].id;
    },
    async refusal(message) {
      const answer = await post(message);
      return { status: answer.status, error: errorSchema.parse(answer.body).error };
    },
  };
}

/** A text message. */
export function text(body: string): Record<string, unknown> {
  return { type: 'text', text: { body } };
}
