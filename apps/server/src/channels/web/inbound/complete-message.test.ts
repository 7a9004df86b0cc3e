import { expect, it } from 'vitest';
import { completeMessage } from './complete-message.ts';
import type { Arrival } from './events-to-updates.ts';
import { KnownPairs } from './known-pairs.ts';

const OURS = ['5511900000000@s.whatsapp.net', '100000000000000@lid'];
const LID = '123456789012345@lid';
const NUMBER = '5511999999999@s.whatsapp.net';

async function completed(key: object, number: string | null = NUMBER) {
  const arrival: Arrival = {
    kind: 'message',
    eventKey: 'k',
    payload: { update: 'message', message: { key: { id: 'A1', remoteJid: LID, fromMe: false, ...key } } },
  };
  const { payload } = await completeMessage(arrival, OURS, () => Promise.resolve(number));
  return payload.update === 'message' ? payload.message.key : undefined;
}

it('the number of a LID is filled in where a mapping is known, and never made up', async () => {
  expect(await completed({})).toMatchObject({ remoteJidAlt: NUMBER });
  expect(await completed({}, null)).not.toHaveProperty('remoteJidAlt');
  const group = { remoteJid: '120363000000000000@g.us', participant: LID };
  expect(await completed(group)).toMatchObject({ participantAlt: NUMBER });
});

it('our own number is no other name of whom our phone writes to', async () => {
  const key = await completed({ fromMe: true, remoteJidAlt: OURS[0] }, null);
  expect(key?.remoteJidAlt).toBeUndefined();
  expect(await completed({ remoteJid: OURS[1], remoteJidAlt: OURS[0] })).toMatchObject({
    remoteJidAlt: OURS[0],
  });
});

it('a mapping is news once', () => {
  const pairs = new KnownPairs();
  const pair = { lid: LID, pn: NUMBER };
  expect(pairs.news([pair, pair])).toEqual([pair]);
  expect(pairs.news([pair])).toEqual([]);
});
