import { expect, test } from 'vitest';
import { readError } from './socket-run.ts';

const boom = (message: string, statusCode: number): Error =>
  Object.assign(new Error(message), { output: { statusCode } });

// Messages as Socket/socket.js of the library makes them.
test.each([
  ['Stream Errored (conflict)', 440, 'whatsapp'],
  ['Stream Errored (restart required)', 515, 'whatsapp'],
  ['Connection Failure', 401, 'whatsapp'],
  ['Multi-device beta not joined', 411, 'whatsapp'],
  ['QR refs attempts ended', 408, 'unscanned'],
  ['WebSocket Error (Unexpected server response: 401)', 401, 'network'],
  ['Connection was lost', 408, 'network'],
  ['Connection Terminated', 428, 'network'],
  ['noise certificate signature invalid', 400, 'network'],
])('%s (%i) is from %s', (message, code, from) => {
  expect(readError(boom(message, code))).toEqual({ code, from });
});

test('an error that is none of the library has no code', () => {
  expect(readError(new Error('something'))).toEqual({ code: undefined, from: 'network' });
  expect(readError(undefined)).toEqual({ code: undefined, from: 'network' });
});
