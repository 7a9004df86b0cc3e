import { expect, it } from 'vitest';
import { base64Of, kindOfFile, outgoingFile } from './outgoing-file-policy.ts';

it.each([
  ['image/png', 'image'],
  ['video/mp4', 'video'],
  ['audio/ogg', 'voice'],
  ['application/pdf', 'document'],
  ['', 'document'],
] as const)('a file of type "%s" goes as %s', (mimeType, kind) => {
  expect(kindOfFile(mimeType)).toBe(kind);
});

it('large files are written in base64 as small ones are', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, place) => place % 256);
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

it('a file goes with its name and type', async () => {
  const file = new File(['%PDF'], 'order.pdf', { type: 'application/pdf' });
  expect(await outgoingFile(file)).toEqual({
    type: 'document',
    base64: 'JVBERg==',
    mimeType: 'application/pdf',
    fileName: 'order.pdf',
  });
});
