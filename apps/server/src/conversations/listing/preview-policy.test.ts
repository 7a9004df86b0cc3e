import { outboundExamples } from '@recado/contracts';
import { expect, it } from 'vitest';
import { previewOf } from './preview-policy.ts';

it.each<[string, unknown, string | null]>([
  ['a text on one line', { type: 'text', content: ' Oi,\n  tudo bem? ' }, 'Oi, tudo bem?'],
  ['a caption', { type: 'image', content: { mediaId: 'x', caption: 'a nota' } }, 'a nota'],
  ['a picture without one', { type: 'image', content: { mediaId: 'x' } }, null],
  ['the file name of a document', { type: 'document', content: { filename: 'nota.pdf' } }, 'nota.pdf'],
  ['an emoji', { type: 'reaction', content: { messageId: 'x', emoji: '👍' } }, '👍'],
  ['a reaction taken back', { type: 'reaction', content: { messageId: 'x', emoji: '' } }, null],
  ['a chosen button', { type: 'button_reply', content: { id: '1', title: 'Sim' } }, 'Sim'],
  ['the question of a poll', { type: 'poll', content: { question: 'Qual?', options: ['a'] } }, 'Qual?'],
  ['what was chosen', { type: 'poll_vote', content: { options: ['azul', 'verde'] } }, 'azul, verde'],
  [
    'names of contact cards',
    { type: 'contacts', content: { contacts: [{ name: { formattedName: 'Ana' } }] } },
    'Ana',
  ],
  ['what nobody knows', { type: 'unsupported', content: { type: 'event' } }, null],
  ['something else', 'x', null],
])('shows %s', (_, message, expected) => {
  expect(previewOf(message)).toBe(expected);
});

it('cuts between characters, not within one', () => {
  expect(previewOf({ type: 'text', content: '👍'.repeat(300) })).toBe('👍'.repeat(200));
});

it('finds words in whatever can be sent, but files without a caption and deletions', () => {
  const without = Object.entries(outboundExamples)
    .filter(([, message]) => previewOf(message) === null)
    .map(([type]) => type);
  expect(without.toSorted()).toEqual(['audio', 'delete', 'sticker', 'video']);
});
