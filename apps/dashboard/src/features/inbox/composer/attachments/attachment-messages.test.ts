import { OutboundContent } from '@recado/contracts';
import { expect, it } from 'vitest';
import { isCaption, messagesOf, type ReadyFile } from './attachment-messages.ts';

const MEDIA_ID = '0198f3c0-0000-7000-8000-000000000006';
const file = (kind: ReadyFile['kind'], changes: Partial<ReadyFile> = {}): ReadyFile => ({
  mediaId: MEDIA_ID,
  kind,
  name: 'a.bin',
  isVoice: false,
  ...changes,
});

it('a text alone is a text, without the blanks around it', () => {
  expect(messagesOf(' Olá \n', [])).toEqual([{ type: 'text', content: 'Olá' }]);
  expect(messagesOf('  ', [])).toEqual([]);
});

it('with files the text is the caption of the first that takes one', () => {
  expect(messagesOf('Veja', [file('audio'), file('image'), file('document', { name: 'b.pdf' })])).toEqual([
    { type: 'audio', content: { mediaId: MEDIA_ID } },
    { type: 'image', content: { mediaId: MEDIA_ID, caption: 'Veja' } },
    { type: 'document', content: { mediaId: MEDIA_ID, filename: 'b.pdf' } },
  ]);
});

it('beside a sticker or a recording, or when too long for a caption, the text goes first', () => {
  expect(messagesOf('Ouça', [file('audio', { isVoice: true })])).toEqual([
    { type: 'text', content: 'Ouça' },
    { type: 'audio', content: { mediaId: MEDIA_ID, voice: true } },
  ]);
  const long = 'a'.repeat(1_025);
  expect(messagesOf(long, [file('image')]).map(({ type }) => type)).toEqual(['text', 'image']);
  expect([isCaption([file('image')], 'a'), isCaption([file('image')], long)]).toEqual([true, false]);
});

it('every one of them is what the contract takes', () => {
  const all = messagesOf(
    'Veja',
    (['image', 'video', 'audio', 'document', 'sticker'] as const).map((kind) => file(kind)),
  );
  for (const message of all) expect(OutboundContent.safeParse(message).error).toBeUndefined();
});
