import type { InboundUpdate } from '../../inbound-update.ts';
import { interpret } from './interpret.ts';
import { splitWebhook } from './split-webhook.ts';

/** Bodies of Meta's webhooks for tests, in the shape of its documentation. */

export const OUR_NUMBER = '106540352242922';
const ACCOUNT = '102290129340398';

type Json = Record<string, unknown>;

export const SHEENA = { profile: { name: 'Sheena Nelson' }, wa_id: '16505551234' };

interface Value {
  messages?: Json[];
  statuses?: Json[];
  contacts?: Json[];
  errors?: Json[];
  phoneNumberId?: string;
}

/** One change of the field `messages`. */
export function messagesChange({ phoneNumberId = OUR_NUMBER, ...value }: Value): Json {
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
      ...value,
    },
  };
}

/** A whole body with one entry. */
export function webhookBody(...changes: Json[]): Buffer {
  return Buffer.from(
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: ACCOUNT, changes }] }),
  );
}

/** A message of Sheena's; `fields` are its type and content. */
export function inboundMessage(fields: Json): Json {
  return { from: '16505551234', id: 'wamid.IN', timestamp: '1749416383', ...fields };
}

/** A status of a message of ours. */
export function messageStatus(fields: Json): Json {
  return { id: 'wamid.OUT', status: 'sent', timestamp: '1750030073', recipient_id: '16505551234', ...fields };
}

/** Reads a body through the split and through JSON, as its updates come out of the database. */
export function readBody(body: Buffer): InboundUpdate[] {
  return splitWebhook(body, OUR_NUMBER).flatMap(({ payload }) =>
    interpret(JSON.parse(JSON.stringify(payload))),
  );
}
