import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { verifyHubSignature } from './index.ts';

const secret = 'segredo bem comprido';
const event = { id: 'a', type: 'message.sent', data: { text: 'Olá' } };
const body = JSON.stringify(event);
const hmac = (key: string | Buffer, text = body) => createHmac('sha256', key).update(text).digest('hex');
const headers = { 'x-hub-signature-256': `sha256=${hmac(secret)}` };

it.each([
  ['the text of the secret', { secret }],
  ['its standard form', { secret: `whsec_${Buffer.from(secret).toString('base64')}` }],
  ['one of several secrets', { secrets: ['the one before it', secret] }],
])('accepts what Meta’s rule gives with %s', async (_, secrets) => {
  expect(await verifyHubSignature({ ...secrets, headers, body })).toEqual(event);
  expect(
    await verifyHubSignature({ ...secrets, headers: new Headers(headers), body: Buffer.from(body) }),
  ).toEqual(event);
});

it.each([
  ['another secret', { secret: 'another secret of theirs' }, 'no_match'],
  ['another body', { body: `${body} ` }, 'no_match'],
  ['no header', { headers: {} }, 'missing_header'],
  ['a signature cut short', { headers: { 'x-hub-signature-256': 'sha256=00' } }, 'no_match'],
  ['a signature of another kind', { headers: { 'x-hub-signature-256': `sha1=${hmac(secret)}` } }, 'no_match'],
  ['an empty secret', { secret: '' }, 'bad_secret'],
  [
    'a body that is no event',
    { body: '{}', headers: { 'x-hub-signature-256': `sha256=${hmac(secret, '{}')}` } },
    'bad_body',
  ],
])('refuses %s', async (_, changes, code) => {
  await expect(verifyHubSignature({ secret, headers, body, ...changes })).rejects.toMatchObject({ code });
});
