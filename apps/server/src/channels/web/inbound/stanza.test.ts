import type { BinaryNode } from 'baileys';
import { expect, it } from 'vitest';
import { stanzaOf } from './stanza.ts';

const OURS = ['5511900000000@s.whatsapp.net', '100000000000000@lid'];
const node = (attrs: BinaryNode['attrs'], ...content: BinaryNode[]): BinaryNode => ({
  tag: 'message',
  attrs: { id: 'A1', t: '1790000000', ...attrs },
  content,
});
const from = '5511999999999:2@s.whatsapp.net';

it('a message is noted under its chat, without the device', () => {
  expect(stanzaOf(node({ from }), OURS)).toEqual({
    id: 'A1',
    chat: '5511999999999@s.whatsapp.net',
    participant: '',
    isFromMe: false,
    sentAt: new Date(1_790_000_000_000),
  });
});

it('what our phone sent is noted under whom it went to', () => {
  const sent = { from: '5511900000000:0@s.whatsapp.net', recipient: '123456789012345@lid' };
  expect(stanzaOf(node(sent), OURS)).toMatchObject({ chat: '123456789012345@lid', isFromMe: true });
});

it('a group message is noted with who wrote it', () => {
  const group = '120363000000000000@g.us';
  expect(stanzaOf(node({ from: group, participant: '100000000000000:3@lid' }), OURS)).toMatchObject({
    chat: group,
    participant: '100000000000000@lid',
    isFromMe: true,
  });
});

it.each<[string, BinaryNode]>([
  ['of our own phone to its companions', node({ from: '5511900000000@s.whatsapp.net', category: 'peer' })],
  ['a status', node({ from: 'status@broadcast', participant: from })],
  ['of a channel', node({ from: '120363000000000000@newsletter' })],
  [
    'what only the phone opens',
    node({ from }, { tag: 'unavailable', attrs: { type: 'view_once_unavailable_fanout' } }),
  ],
  ['what the library refuses', node({ from }, { tag: 'enc', attrs: { type: 'msmsg' } })],
  ['an id that no column takes', node({ from, id: 'A\0' })],
  ['an endless id', node({ from, id: 'A'.repeat(256) })],
  ['without an id', node({ from, id: '' })],
])('%s is not noted', (_, stanza) => {
  expect(stanzaOf(stanza, OURS)).toBeUndefined();
});
