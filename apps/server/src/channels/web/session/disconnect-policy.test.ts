import { expect, test } from 'vitest';
import { afterDisconnect, type Ending, type NextStep, type Recent } from './disconnect-policy.ts';

const calm: Recent = { isVersionFresh: false, wasReplaced: false, badSessions: 0 };
const failed = (code: string, wipesKeys = false) => ({ do: 'stop', to: 'failed', code, wipesKeys });
const retry = (counts: boolean, looksUpVersion = false) => ({ do: 'retry', counts, looksUpVersion });

test.each<[number | undefined, Partial<Recent>, object]>([
  [515, {}, { do: 'restart' }],
  [401, {}, failed('logged_out', true)],
  [403, {}, failed('forbidden')],
  [419, {}, failed('forbidden')],
  [411, {}, failed('multidevice_missing')],
  [440, {}, { do: 'wait_out_replacement' }],
  [440, { wasReplaced: true }, failed('replaced')],
  [405, {}, retry(true, true)],
  [405, { isVersionFresh: true }, failed('outdated_version')],
  [500, {}, retry(true)],
  [500, { badSessions: 4 }, retry(true)],
  [500, { badSessions: 5 }, failed('bad_session')],
  [408, {}, retry(false)],
  [428, {}, retry(false)],
  [503, {}, retry(false)],
  [418, {}, retry(true, true)],
  [418, { isVersionFresh: true }, retry(true)],
  [undefined, {}, retry(true, true)],
])('WhatsApp says %s after %j', (code, recent, expected) => {
  expect(afterDisconnect({ code, from: 'whatsapp', isLinked: true }, { ...calm, ...recent })).toEqual(
    expected,
  );
});

test.each([401, 403, 405, 407, 411, 440, 500, 515, undefined])(
  'HTTP status %s from something on the way ends nothing for good',
  (code) => {
    const ending: Ending = { code, from: 'network', isLinked: true };
    expect(afterDisconnect(ending, { isVersionFresh: true, wasReplaced: true, badSessions: 9 })).toEqual(
      retry(false),
    );
  },
);

test('an attempt to link that WhatsApp refuses is made again', () => {
  expect(afterDisconnect({ code: 401, from: 'whatsapp', isLinked: false }, calm)).toEqual(retry(true));
});

test('a QR code that nobody scanned ends the attempt, without failure and without a loop', () => {
  expect(afterDisconnect({ code: 408, from: 'unscanned', isLinked: false }, calm)).toEqual({
    do: 'stop',
    to: 'disconnected',
    code: 'qr_expired',
    wipesKeys: false,
  } satisfies NextStep);
});
