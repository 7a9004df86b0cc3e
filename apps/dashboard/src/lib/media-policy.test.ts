import { expect, it } from 'vitest';
import { judgeFile, type MediaKind } from './media-policy.ts';

const MEGABYTE = 1024 * 1024;

it.each([
  ['image/png', 1, 'image'],
  ['video/mp4', 16 * MEGABYTE, 'video'],
  ['audio/ogg; codecs=opus', 1, 'audio'],
  ['audio/x-m4a', 1, 'audio'],
  ['text/csv', 1, 'document'],
  ['application/pdf', 100 * MEGABYTE, 'document'],
  ['image/webp', 1_000, 'sticker'],
  ['', 1, 'document'],
])('%s of %i bytes goes as %s', (type, size, kind) => {
  expect(judgeFile({ name: 'a', type, size })).toMatchObject({ isTaken: true, kind });
});

it.each<[string, number, MediaKind | undefined, string]>([
  ['image/png', 0, undefined, 'empty'],
  ['application/zip', 1, undefined, 'type'],
  ['application/pdf', 1, 'image', 'type'],
  ['image/jpeg', 5 * MEGABYTE + 1, undefined, 'size'],
  ['image/webp', 101 * 1024, undefined, 'size'],
])('%s of %i bytes as %s is refused for its %s', (type, size, asked, reason) => {
  expect(judgeFile({ name: 'a', type, size }, asked)).toMatchObject({ isTaken: false, reason });
});

it('what goes as a picture may go as a document too, and then be larger', () => {
  const file = { name: 'a.jpg', type: 'image/jpeg', size: 6 * MEGABYTE };
  expect(judgeFile(file, 'document')).toMatchObject({ isTaken: true, kind: 'document' });
});
