import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { verifySignature, WebhookVerificationError } from './index.ts';

const aSecret = fc
  .uint8Array({ minLength: 24, maxLength: 64 })
  .map((key) => `whsec_${Buffer.from(key).toString('base64')}`);
const aBody = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.json());
const anId = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const aTime = fc.integer({ min: 0, max: 4_102_444_800 });
const aRequest = fc.record({ secret: aSecret, id: anId, signedAt: aTime, body: aBody });

type Request = typeof aRequest extends fc.Arbitrary<infer Value> ? Value : never;

const oracles = [
  ['standardwebhooks', StandardWebhook],
  ['svix', SvixWebhook],
] as const;

const headersOf = ({ id, signedAt }: Request, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(signedAt),
  'webhook-signature': signature,
});

describe.each(oracles)('what %s signs', (_, Signer) => {
  const signatureOf = ({ secret, id, signedAt, body }: Request): string =>
    new Signer(secret).sign(id, new Date(signedAt * 1000), body);

  it('is accepted: as text and as bytes, within the tolerance, beside signatures of other keys', async () => {
    const offset = fc.integer({ min: -300, max: 300 });
    const property = async (request: Request, otherSecret: string, offsetSeconds: number) => {
      const { secret, signedAt, body } = request;
      const other = signatureOf({ ...request, secret: otherSecret });
      const headers = headersOf(request, `${other} ${signatureOf(request)}`);
      const now = new Date((signedAt + offsetSeconds) * 1000);
      await verifySignature({ secret, headers, body, now });
      const options = { secrets: [otherSecret, secret], headers: new Headers(headers), now };
      await verifySignature({ ...options, body: Buffer.from(body) });
    };
    await fc.assert(fc.asyncProperty(aRequest, aSecret, offset, property));
  });

  it('is refused once a byte of the body, the id, the time or the key is another', async () => {
    const change = fc.constantFrom('body', 'id', 'time', 'secret');
    const property = async (request: Request, changed: string, place: number, otherSecret: string) => {
      fc.pre(changed !== 'secret' || otherSecret !== request.secret);
      const bytes = Buffer.from(changed === 'body' ? `${request.body}.` : request.body);
      if (changed === 'body') bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ 1;
      const signature = signatureOf(changed === 'body' ? { ...request, body: `${request.body}.` } : request);
      const headers = {
        ...headersOf(request, signature),
        ...(changed === 'id' && { 'webhook-id': `${request.id}x` }),
        ...(changed === 'time' && { 'webhook-timestamp': String(request.signedAt + 1) }),
      };
      const verification = verifySignature({
        secret: changed === 'secret' ? otherSecret : request.secret,
        headers,
        body: bytes,
        now: new Date(request.signedAt * 1000),
      });
      await expect(verification).rejects.toMatchObject({ code: 'no_match' });
    };
    await fc.assert(fc.asyncProperty(aRequest, change, fc.nat(), aSecret, property));
  });
});

it('whatever arrives is refused with a code, and never with another error', async () => {
  const header = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('v1,'), aTime.map(String));
  const headers = fc.record({
    'webhook-id': header,
    'webhook-timestamp': header,
    'webhook-signature': fc.oneof(
      header,
      header.map((text) => `v1,${text}`),
    ),
  });
  const property = async (given: Record<string, string>, body: string, secret: string) => {
    const verification = verifySignature({ secret, headers: given, body, toleranceSeconds: Infinity });
    await expect(verification).rejects.toBeInstanceOf(WebhookVerificationError);
  };
  await fc.assert(fc.asyncProperty(headers, aBody, fc.oneof(aSecret, fc.string()), property));
});
