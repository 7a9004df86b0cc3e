import { expect, it } from 'vitest';
import {
  decodeMediaReference,
  encodeMediaReference,
  isPlainPath,
  type MediaReference,
} from './media-reference.ts';

const reference: MediaReference = {
  kind: 'image',
  mediaKey: 'YWJj',
  directPath: '/v/t62.7118-24/1_n.enc?ccb=11-4&oh=01_Q5&oe=1&_nc_sid=5e03e0',
  mimeType: 'image/jpeg',
  fileSha256: 'ZGVm',
  fileEncSha256: undefined,
  sizeBytes: 12,
  message: { remoteJid: '5511999999999@s.whatsapp.net', id: '3EB0', fromMe: false },
};

it('a reference comes back as it was', () => {
  expect(decodeMediaReference(encodeMediaReference(reference))).toEqual(reference);
});

it.each(['123456', 'wa1.!!!', `wa1.${Buffer.from('{}').toString('base64url')}`])('%s is refused', (text) => {
  expect(() => decodeMediaReference(text)).toThrow();
});

it.each([
  [reference.directPath, true],
  ['//evil.example/x', false],
  ['https://evil.example/x', false],
  ['/v/../../x', false],
  ['/v\\evil.example', false],
  ['@evil.example/x', false],
  ['', false],
])('%s as a path on the media host: %s', (path, expected) => {
  expect(isPlainPath(path)).toBe(expected);
});
