import { EventId } from '@recado/contracts';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signatureHeaders, standardSecret, toStandardSecret } from './signing-policy.ts';

const eventId = EventId.parse('0198f3c0-0000-7000-8000-000000000001');
const body = JSON.stringify({ text: 'Olá, ção 👋', id: eventId });

it.each([
  ['a generated secret', standardSecret(Buffer.alloc(32, 7))],
  ['a secret in standard form', toStandardSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
  ['any text of the caller', toStandardSecret('segredo bem comprido')],
])('an independent verifier accepts signatures with %s, and no others', (_, secret) => {
  const timestampSeconds = Math.floor(Date.now() / 1000);
  const headers = signatureHeaders(secret, { eventId, timestampSeconds, body });
  const verifier = new Webhook(secret);
  expect(verifier.verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => verifier.verify(`${body} `, headers)).toThrow('signature');
  expect(() => new Webhook(standardSecret(Buffer.alloc(32, 8))).verify(body, headers)).toThrow('signature');
});

it('the standard form of a text is whsec_ and the text in base64', () => {
  expect(toStandardSecret('segredo bem comprido')).toBe(
    `whsec_${Buffer.from('segredo bem comprido').toString('base64')}`,
  );
});
