import { expect, it } from 'vitest';
import { attachmentHeader, cleanFileName, fileNameFor } from './file-name-policy.ts';

it.each([
  [undefined, null],
  ['', null],
  ['..', null],
  ['../../etc/passwd', 'passwd'],
  ['C:\\fotos\\praia.jpg', 'praia.jpg'],
  ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie: x.txt'],
  ['foto\u202Egpj.exe', 'fotogpj.exe'],
  ['  orçamento.pdf ', 'orçamento.pdf'],
])('the name %j is kept as %j', (given, kept) => {
  expect(cleanFileName(given)).toBe(kept);
});

it('a long name is cut before its extension', () => {
  const name = cleanFileName(`${'ã'.repeat(400)}.pdf`);
  expect(name).toHaveLength(255);
  expect(name?.endsWith('.pdf')).toBe(true);
  expect(cleanFileName('😀'.repeat(300))?.isWellFormed()).toBe(true);
});

it('a file without a name gets one from its id and type', () => {
  expect(fileNameFor({ id: 'i', mimeType: 'audio/ogg; codecs=opus', fileName: null })).toBe('i.ogg');
  expect(fileNameFor({ id: 'i', mimeType: 'application/x-unknown', fileName: null })).toBe('i');
});

it('a name of any letters is given whole to clients that know RFC 8187, and in ASCII to the others', () => {
  expect(attachmentHeader(`orçamento "50%" (final)'s.pdf`)).toBe(
    `attachment; filename="or_amento _50__ (final)'s.pdf"; filename*=UTF-8''or%C3%A7amento%20%2250%25%22%20%28final%29%27s.pdf`,
  );
});
