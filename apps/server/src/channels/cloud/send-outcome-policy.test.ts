import { describe, expect, test } from 'vitest';
import { AddressNotAllowed } from '../../platform/security/egress.ts';
import type { SendOutcome } from '../channel.ts';
import { DeadlinePassed, type Exchange } from './exchange.ts';
import { failureOf, sendOutcome } from './send-outcome-policy.ts';

const now = new Date('2026-11-24T12:00:00.000Z');

const answered = (status: number, body: unknown, headers: Record<string, string> = {}): Exchange => ({
  kind: 'answered',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const refusedWith = (code: number, status = 400, extra: object = {}): Exchange =>
  answered(status, {
    error: { code, message: `(#${String(code)}) A title`, error_data: { details: 'A reason' }, ...extra },
  });
const outcome = (result: Exchange): SendOutcome => sendOutcome(result, now);
const withCode = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe('codes of the Cloud API', () => {
  const pauses = [
    0, 3, 10, 33, 102, 104, 190, 200, 229, 299, 368, 803, 130497, 131005, 131031, 131042, 131045, 133000,
    133005, 133006, 133008, 133009, 133010, 133015, 133016,
  ];
  test.each(pauses)('%d pauses the instance', (code) => {
    expect(outcome(refusedWith(code, 401))).toEqual({
      kind: 'refused',
      code: String(code),
      detail: 'A title: A reason',
      pausesInstance: true,
    });
  });

  const permanent = [
    100, 130403, 130472, 131008, 131009, 131021, 131026, 131037, 131047, 131049, 131050, 131051, 131052,
    131053, 131055, 131060, 131062, 131063, 131064, 132000, 132001, 132005, 132007, 132012, 132015, 132016,
    132018, 132068, 132069, 134011, 134100, 134101, 134102, 135000, 2388019, 2388039, 2388040, 2388047,
    2388072, 2388073, 2388293, 2388299, 987654,
  ];
  test.each(permanent)('%d refuses this message for good', (code) => {
    expect(outcome(refusedWith(code))).toMatchObject({
      kind: 'refused',
      code: String(code),
      pausesInstance: false,
    });
  });

  test.each<[number, 'message' | 'recipient' | 'instance', number | undefined]>([
    [1, 'message', undefined],
    [131000, 'message', undefined],
    [2, 'instance', undefined],
    [131016, 'instance', undefined],
    [133004, 'instance', undefined],
    [131057, 'instance', 10_000],
    [2494100, 'instance', 10_000],
    [4, 'instance', 60_000],
    [17, 'instance', 60_000],
    [80007, 'instance', 60_000],
    [130429, 'instance', 1_000],
    [131048, 'instance', 900_000],
    [131056, 'recipient', 6_000],
  ])('%d passes: the %s waits', (code, scope, retryAfterMs) => {
    for (const status of [400, 429, 500, 503])
      expect(outcome(refusedWith(code, status))).toMatchObject({
        kind: 'retry',
        code: String(code),
        scope,
        retryAfterMs,
      });
  });

  test('an unknown code is tried again when Meta calls it transient, or answers 429', () => {
    expect(outcome(refusedWith(777, 500, { is_transient: true }))).toMatchObject({
      kind: 'retry',
      scope: 'message',
    });
    expect(outcome(refusedWith(777, 429))).toMatchObject({ kind: 'retry', scope: 'message' });
  });

  test('the code decides, not the HTTP status: 5xx with a permanent code is refused', () => {
    expect(outcome(refusedWith(131026, 500))).toMatchObject({ kind: 'refused', pausesInstance: false });
  });
});

describe('Retry-After', () => {
  test.each([
    ['17', 17_000],
    ['Tue, 24 Nov 2026 12:02:00 GMT', 120_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
  ])('%s', (value, retryAfterMs) => {
    const plain = answered(429, '', { 'retry-after': value });
    expect(outcome(plain)).toMatchObject({
      kind: 'retry',
      code: 'http_429',
      scope: 'instance',
      retryAfterMs,
    });
  });

  test('the longer of it and our own wait counts', () => {
    const error = { error: { code: 130429, message: 'x' } };
    expect(outcome(answered(429, error, { 'retry-after': '30' }))).toMatchObject({ retryAfterMs: 30_000 });
    expect(outcome(answered(429, error, { 'retry-after': '0' }))).toMatchObject({ retryAfterMs: 1_000 });
  });
});

describe('answers', () => {
  test('success gives the id', () => {
    const body = {
      messaging_product: 'whatsapp',
      contacts: [],
      messages: [{ id: 'wamid.A', message_status: 'accepted' }],
    };
    expect(outcome(answered(200, body))).toEqual({ kind: 'accepted', whatsappId: 'wamid.A' });
  });

  test.each([['{}'], ['{"messages":[]}'], ['{"messages":[{"id":""}]}'], ['not json'], ['']])(
    'success with %j is in doubt',
    (body) => {
      expect(outcome(answered(200, body))).toMatchObject({ kind: 'in_doubt' });
    },
  );

  test.each([500, 502, 503, 504, 408])('%d without a code is in doubt', (status) => {
    expect(outcome(answered(status, '<html>Bad gateway</html>'))).toMatchObject({ kind: 'in_doubt' });
    expect(outcome(answered(status, ''))).toMatchObject({ kind: 'in_doubt' });
  });

  test.each([301, 307, 400, 401, 403, 404, 405])(
    '%d without a code is not the Graph API: the instance pauses',
    (status) => {
      expect(outcome(answered(status, '<html>'))).toMatchObject({
        kind: 'refused',
        code: `http_${String(status)}`,
        pausesInstance: true,
      });
    },
  );
});

describe('no answer', () => {
  test.each([
    ['ENOTFOUND', 'dns_failure'],
    ['EAI_AGAIN', 'dns_failure'],
    ['ECONNREFUSED', 'connection_refused'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout'],
    ['CERT_HAS_EXPIRED', 'tls_failure'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_failure'],
    ['ECONNRESET', 'connect_failed'],
  ])('%s before anything was written is tried again', (code, expected) => {
    expect(outcome({ kind: 'not_sent', error: withCode('x', code) })).toMatchObject({
      kind: 'retry',
      code: expected,
      scope: 'instance',
    });
  });

  test.each([
    withCode('reset', 'ECONNRESET'),
    withCode('closed', 'UND_ERR_SOCKET'),
    new DeadlinePassed(15_000),
  ])('%s after the request was begun is in doubt', (error) => {
    expect(outcome({ kind: 'unanswered', error })).toMatchObject({ kind: 'in_doubt' });
  });

  test('an address that the guard refuses pauses the instance', () => {
    expect(outcome({ kind: 'not_sent', error: new AddressNotAllowed('private') })).toMatchObject({
      kind: 'refused',
      code: 'address_not_allowed',
      pausesInstance: true,
    });
  });
});

describe('calls that send no message', () => {
  test.each<[string, Exchange]>([
    ['a lost answer', { kind: 'unanswered', error: new DeadlinePassed(1) }],
    ['a 500 without a code', answered(500, '')],
    ['success that is not understood', answered(200, 'not json')],
  ])('%s is tried again, since repeating does no harm', (_, result) => {
    expect(failureOf(result, now)).toMatchObject({ kind: 'retry' });
  });

  test('a refusal stays a refusal', () => {
    expect(failureOf(refusedWith(190, 401), now)).toMatchObject({
      kind: 'refused',
      code: '190',
      pausesInstance: true,
    });
  });
});
