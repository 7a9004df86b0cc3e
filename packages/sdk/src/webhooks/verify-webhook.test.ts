import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { verifySignature, verifyWebhook, WebhookVerificationError } from './index.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const otherSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const id = '0198f3c0-0000-7000-8000-00000000000a';
const now = new Date('2026-11-24T12:00:00Z');
const timestamp = now.getTime() / 1000;
const event = {
  id,
  type: 'message.sent',
  timestamp: '2026-11-24T11:59:59.000Z',
  tenantId: '0198f3c0-0000-7000-8000-000000000001',
  instanceId: null,
  data: { text: 'Olá, ção 👋' },
};
const body = JSON.stringify(event);

const sign = (by = secret, at = timestamp, text = body) =>
  new Webhook(by).sign(id, new Date(at * 1000), text);
const headersWith = (changes: Record<string, string> = {}) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': sign(),
  ...changes,
});

/** The stable code of what it throws; undefined when it throws nothing. */
const codeOf = (verification: Promise<unknown>) =>
  verification.then(
    () => undefined,
    (error: unknown) => (error instanceof WebhookVerificationError ? error.code : error),
  );

it('gives the event of a request that was signed with the secret', async () => {
  expect(await verifyWebhook({ secret, headers: headersWith(), body, now })).toEqual(event);
});

it.each([
  ['Headers of fetch', new Headers(headersWith())],
  [
    'names in any case',
    Object.fromEntries(Object.entries(headersWith()).map(([k, v]) => [k.toUpperCase(), v])),
  ],
  ['lists of values', Object.fromEntries(Object.entries(headersWith()).map(([k, v]) => [k, [v]]))],
])('takes %s', async (_, headers) => {
  expect(await codeOf(verifyWebhook({ secret, headers, body, now }))).toBeUndefined();
});

it('takes the body as bytes too, also when they are a part of others', async () => {
  const around = Buffer.from(`<<${body}>>`);
  const bytes = around.subarray(2, around.length - 2);
  expect(await verifyWebhook({ secret, headers: headersWith(), body: bytes, now })).toEqual(event);
});

it('accepts any of the signatures of a rotation, by any of the secrets, in any order', async () => {
  const both = `${sign(otherSecret)} ${sign()}`;
  const headers = headersWith({ 'webhook-signature': both });
  expect(await codeOf(verifyWebhook({ secret, headers, body, now }))).toBeUndefined();
  const secrets = [otherSecret, secret];
  expect(await codeOf(verifyWebhook({ secrets, headers: headersWith(), body, now }))).toBeUndefined();
});

it('takes a secret of plain text as Recado takes it', async () => {
  const text = 'segredo bem comprido';
  const by = `whsec_${Buffer.from(text).toString('base64')}`;
  const headers = headersWith({ 'webhook-signature': sign(by) });
  expect(await codeOf(verifyWebhook({ secret: text, headers, body, now }))).toBeUndefined();
});

it('passes over signatures of versions that it does not know', async () => {
  const unknown = sign().replace('v1,', 'v2,');
  const headers = headersWith({ 'webhook-signature': unknown });
  expect(await codeOf(verifyWebhook({ secret, headers, body, now }))).toBe('no_match');
  const known = headersWith({ 'webhook-signature': `v1a,rubbish! ${unknown} ${sign()}` });
  expect(await codeOf(verifyWebhook({ secret, headers: known, body, now }))).toBeUndefined();
});

it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
  'without %s a request has nothing to prove it',
  async (name) => {
    const headers = headersWith({ [name]: ' ' });
    expect(await codeOf(verifyWebhook({ secret, headers, body, now }))).toBe('missing_header');
    const absent = Object.fromEntries(Object.entries(headersWith()).filter(([given]) => given !== name));
    expect(await codeOf(verifyWebhook({ secret, headers: absent, body, now }))).toBe('missing_header');
  },
);

it.each(['yesterday', '1.5', '-1', '1e9', '0x10', '12 34', 'NaN', 'Infinity'])(
  'a timestamp of "%s" is none',
  async (given) => {
    const headers = headersWith({ 'webhook-timestamp': given });
    expect(await codeOf(verifyWebhook({ secret, headers, body, now }))).toBe('bad_timestamp');
  },
);

it.each([
  [-301, undefined, 'too_old'],
  [-300, undefined, undefined],
  [300, undefined, undefined],
  [301, undefined, 'too_new'],
  [-61, 60, 'too_old'],
  [-3_000, 3_600, undefined],
  [1, 0, 'too_new'],
  [0, NaN, 'too_old'],
])('signed at %i s from now, with a tolerance of %s s: %s', async (offset, toleranceSeconds, code) => {
  const at = timestamp + offset;
  const headers = headersWith({ 'webhook-timestamp': String(at), 'webhook-signature': sign(secret, at) });
  const options = { secret, headers, body, now, ...(toleranceSeconds !== undefined && { toleranceSeconds }) };
  expect(await codeOf(verifyWebhook(options))).toBe(code);
});

it('the time is that of the clock unless it is given', async () => {
  const at = Math.floor(Date.now() / 1000);
  const headers = headersWith({ 'webhook-timestamp': String(at), 'webhook-signature': sign(secret, at) });
  expect(await codeOf(verifyWebhook({ secret, headers, body }))).toBeUndefined();
  expect(await codeOf(verifyWebhook({ secret, headers, body, now: new Date(NaN) }))).toBe('too_old');
});

it.each([
  ['another secret', { secret: otherSecret }],
  ['another body', { body: `${body} ` }],
  ['another id', { headers: headersWith({ 'webhook-id': 'another' }) }],
  ['another time', { headers: headersWith({ 'webhook-timestamp': String(timestamp - 1) }) }],
  ['a shorter signature', { headers: headersWith({ 'webhook-signature': sign().slice(0, -4) }) }],
  ['an empty signature', { headers: headersWith({ 'webhook-signature': 'v1,' }) }],
  ['nothing like a signature', { headers: headersWith({ 'webhook-signature': 'Bearer x' }) }],
])('does not believe a request with %s', async (_, changes) => {
  const options = { secret, headers: headersWith(), body, now, ...changes };
  expect(await codeOf(verifyWebhook(options))).toBe('no_match');
});

it.each([
  ['no base64', 'whsec_not base64!'],
  ['cut off', 'whsec_MfKQ'],
  ['empty', ''],
  ['a variable that was not set', String(undefined)],
])('says so when the own secret is %s', async (_, bad) => {
  expect(await codeOf(verifyWebhook({ secret: bad, headers: headersWith(), body, now }))).toBe('bad_secret');
  const secrets = [secret, bad];
  expect(await codeOf(verifyWebhook({ secrets, headers: headersWith(), body, now }))).toBe('bad_secret');
});

it('says so when there is no secret at all', async () => {
  expect(await codeOf(verifyWebhook({ secrets: [], headers: headersWith(), body, now }))).toBe('bad_secret');
  // @ts-expect-error -- Without TypeScript nothing else says so.
  expect(await codeOf(verifyWebhook({ headers: headersWith(), body, now }))).toBe('bad_secret');
});

it('says so when the body was parsed before it was verified', async () => {
  // @ts-expect-error -- Without TypeScript nothing else says so.
  expect(await codeOf(verifyWebhook({ secret, headers: headersWith(), body: event, now }))).toBe('bad_body');
});

it.each(['', 'no json', '[]', 'null', '{"id":1,"type":"message.sent","data":{}}', '{"id":"a","type":"b"}'])(
  'a signed body of "%s" is proven, and is no event',
  async (text) => {
    const headers = headersWith({ 'webhook-signature': sign(secret, timestamp, text) });
    expect(await codeOf(verifySignature({ secret, headers, body: text, now }))).toBeUndefined();
    expect(await codeOf(verifyWebhook({ secret, headers, body: text, now }))).toBe('bad_body');
  },
);
