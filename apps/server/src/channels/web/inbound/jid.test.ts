import { expect, it } from 'vitest';
import { bareJid, identityOf } from './jid.ts';

it.each([
  ['5511999999999:12@s.whatsapp.net', '5511999999999@s.whatsapp.net'],
  ['5511999999999_1:12@s.whatsapp.net', '5511999999999@s.whatsapp.net'],
  ['5511999999999@c.us', '5511999999999@s.whatsapp.net'],
  ['5511999999999@hosted', '5511999999999@s.whatsapp.net'],
  ['123456789012345:7@hosted.lid', '123456789012345@lid'],
  ['120363000000000000@g.us', '120363000000000000@g.us'],
  ['5511999999999-1600000000@g.us', '5511999999999-1600000000@g.us'],
  ['s.whatsapp.net', 's.whatsapp.net'],
])('%s is %s without the device', (jid, expected) => {
  expect(bareJid(jid)).toBe(expected);
});

it.each([
  ['5511999999999:3@s.whatsapp.net', { kind: 'phone', value: '+5511999999999' }],
  ['123456789012345@lid', { kind: 'lid', value: '123456789012345@lid' }],
  ['5511999999999-1600000000@g.us', { kind: 'group', value: '5511999999999-1600000000@g.us' }],
  ['0@s.whatsapp.net', undefined],
  ['status@broadcast', undefined],
  ['120363000000000000@newsletter', undefined],
  ['13135550002@bot', undefined],
  ['@s.whatsapp.net', undefined],
])('%s names %j', (jid, expected) => {
  expect(identityOf(jid)).toEqual(expected);
});
