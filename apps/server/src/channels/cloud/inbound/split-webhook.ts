import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ReceivedUpdate } from '../../receive-updates.ts';

type Json = Record<string, unknown>;

const Webhook = z.object({
  entry: z.array(
    z.object({
      id: z.coerce.string().optional(),
      time: z.number().optional(),
      changes: z.array(z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) })),
    }),
  ),
});

const MOST_UNREADABLE_CHARS = 100_000;

/**
 * Splits the body of a webhook into one update for each message, status and other change; each keeps what it needs to be
 * understood alone. What cannot be read at all becomes one update, so that it can be answered with 200: Meta would send it
 * again for seven days.
 */
export function splitWebhook(rawBody: Buffer, phoneNumberId: string): ReceivedUpdate[] {
  const webhook = Webhook.safeParse(parsedJson(rawBody));
  if (!webhook.success) return [unreadable(rawBody)];
  return webhook.data.entry.flatMap((entry) =>
    entry.changes.flatMap(({ field, value }) => {
      const place: Place = { accountId: entry.id, time: entry.time, field, value };
      const isForeign = phoneNumberOf(value) !== undefined && phoneNumberOf(value) !== phoneNumberId;
      return ofChange(place).map((update) => (isForeign ? { ...update, kind: 'foreign' as const } : update));
    }),
  );
}

interface Place {
  accountId: string | undefined;
  time: number | undefined;
  field: string;
  value: Json;
}

function ofChange(place: Place): ReceivedUpdate[] {
  if (place.field !== 'messages') return [other(place, place.value)];
  const { messages, statuses, contacts, metadata, ...rest } = place.value;
  const context = { accountId: place.accountId, field: place.field, metadata };
  const contactOf = contactFinder(contacts);
  const updates = [
    ...objectsOf(messages).map((message) =>
      ofMessage(message, { ...context, contact: contactOf(message['from'], message['from_user_id']) }),
    ),
    ...objectsOf(statuses).map((status) =>
      ofStatus(status, {
        ...context,
        contact: contactOf(status['recipient_id'], status['recipient_user_id']),
      }),
    ),
  ];
  // Errors of the account stand beside neither messages nor statuses.
  if (updates.length === 0 || 'errors' in rest) updates.push(other(place, { ...rest, metadata }));
  return updates;
}

function ofMessage(message: Json, context: Json): ReceivedUpdate {
  const payload = { update: 'message', ...context, message };
  return { kind: 'message', eventKey: keyOf(['message', message['id']], payload), payload };
}

function ofStatus(status: Json, context: Json): ReceivedUpdate {
  const payload = { update: 'status', ...context, status };
  const { id, status: name, timestamp, recipient_participant_id: participant } = status;
  // A message to a group has one status for each member.
  const parts = ['status', id, name, timestamp, ...(participant === undefined ? [] : [participant])];
  return { kind: 'status', eventKey: keyOf(parts, payload), payload };
}

function other({ accountId, time, field }: Place, value: Json): ReceivedUpdate {
  const payload = { update: 'change', accountId, field, time, value };
  return { kind: 'notice', eventKey: digestOf(payload), payload };
}

function unreadable(rawBody: Buffer): ReceivedUpdate {
  const eventKey = `sha256:${createHash('sha256').update(rawBody).digest('hex')}`;
  return {
    kind: 'unreadable',
    eventKey,
    payload: { text: rawBody.toString().slice(0, MOST_UNREADABLE_CHARS) },
  };
}

function parsedJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString());
  } catch {
    return undefined;
  }
}

function phoneNumberOf(value: Json): string | undefined {
  const { metadata } = value;
  return isObject(metadata) ? textOf(metadata['phone_number_id']) : undefined;
}

/** Finds the contact of a message or status by number or user id; a body may have a thousand of each. */
function contactFinder(contacts: unknown): (waId: unknown, userId: unknown) => Json | undefined {
  const all = objectsOf(contacts);
  const byId = new Map(
    all.flatMap((contact) =>
      [contact['wa_id'], contact['user_id']].filter(isName).map((id) => [id, contact] as const),
    ),
  );
  return (waId, userId) =>
    [waId, userId]
      .filter(isName)
      .map((id) => byId.get(id))
      .find((contact) => contact !== undefined) ?? (all.length === 1 ? all[0] : undefined);
}

const isName = (id: unknown): id is string => typeof id === 'string' && id !== '';
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectsOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return isName(value) ? value : undefined;
}

// What an index takes; Meta's ids are far shorter.
const PLAIN_KEY = /^[\x21-\x7e]{1,500}$/;

/** The parts as one key; what lacks one is known by its content. */
function keyOf(parts: readonly unknown[], payload: Json): string {
  const texts = parts.map(textOf);
  const key = texts.join(':');
  return texts.includes(undefined) || !PLAIN_KEY.test(key) ? digestOf(payload) : key;
}

function digestOf(payload: Json): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(payload)).digest('hex')}`;
}
