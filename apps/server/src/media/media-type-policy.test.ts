import { mediaRules, type MediaKind } from '@recado/contracts';
import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { sampleFiles, type SampleFile } from '../../test/media/sample-files.ts';
import {
  bareMimeType,
  isAnimatedWebp,
  judgeFile,
  objectionToSending,
  SNIFFED_BYTES,
} from './media-type-policy.ts';

async function judge(name: SampleFile, asked?: MediaKind, fileName?: string) {
  const bytes = sampleFiles[name].subarray(0, SNIFFED_BYTES);
  return judgeFile({ bytes, detected: (await fileTypeFromBuffer(bytes))?.mime, fileName }, asked);
}

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('the kind and the type follow from the first bytes', () => {
  it.each<[SampleFile, MediaKind | undefined, string | undefined, MediaKind, string]>([
    ['jpeg', undefined, 'x.exe', 'image', 'image/jpeg'],
    ['png', undefined, undefined, 'image', 'image/png'],
    ['png', 'document', undefined, 'document', 'image/png'],
    ['mp4', undefined, undefined, 'video', 'video/mp4'],
    ['threeGp', undefined, undefined, 'video', 'video/3gpp'],
    ['m4a', undefined, undefined, 'audio', 'audio/mp4'],
    ['mp4', 'audio', undefined, 'audio', 'audio/mp4'],
    ['aac', undefined, undefined, 'audio', 'audio/aac'],
    ['amr', undefined, undefined, 'audio', 'audio/amr'],
    ['mp3', undefined, undefined, 'audio', 'audio/mpeg'],
    ['opus', undefined, undefined, 'audio', 'audio/ogg'],
    ['staticWebp', undefined, undefined, 'sticker', 'image/webp'],
    ['pdf', undefined, undefined, 'document', 'application/pdf'],
    ['docx', undefined, 'contrato.docx', 'document', docx],
    ['oldOffice', undefined, 'planilha.XLS', 'document', 'application/vnd.ms-excel'],
    ['csv', undefined, 'precos.csv', 'document', 'text/plain'],
    ['html', undefined, 'page.html', 'document', 'text/plain'],
    ['utf16', undefined, 'notas.txt', 'document', 'text/plain'],
  ])('%s asked as %s', async (name, asked, fileName, kind, mimeType) => {
    expect(await judge(name, asked, fileName)).toMatchObject({ isTaken: true, kind, mimeType });
  });
});

describe('what WhatsApp does not take is refused, with what it takes', () => {
  it.each<[SampleFile, MediaKind | undefined, string | undefined, string]>([
    ['gif', undefined, 'x.jpg', 'image/gif'],
    ['quickTime', undefined, undefined, 'video/quicktime'],
    ['vorbis', undefined, undefined, 'Opus'],
    ['zip', undefined, 'contrato.docx', 'application/zip'],
    ['oldOffice', undefined, 'setup.msi', 'application/x-cfb'],
    ['program', undefined, 'notas.txt', 'application/x-msdownload'],
    ['program', 'document', 'notas.pdf', 'application/x-msdownload'],
    ['staticWebp', 'image', undefined, 'image: image/jpeg, image/png up to 5 MB'],
    ['pdf', 'image', 'foto.jpg', 'cannot be sent as image'],
    ['m4a', 'video', undefined, 'cannot be sent as video'],
  ])('%s asked as %s', async (name, asked, fileName, reason) => {
    const verdict = await judge(name, asked, fileName);
    expect(verdict.isTaken).toBe(false);
    expect(verdict).toHaveProperty('reason', expect.stringContaining(reason));
  });

  it('refuses an empty file', () => {
    expect(judgeFile({ bytes: Buffer.alloc(0), detected: undefined, fileName: 'a.txt' }, undefined)).toEqual({
      isTaken: false,
      reason: 'The file is empty',
    });
  });

  it('refuses bytes of no known type that are not text', () => {
    const bytes = Buffer.from([1, 2, 3, 0, 5]);
    expect(judgeFile({ bytes, detected: undefined, fileName: 'a.txt' }, undefined).isTaken).toBe(false);
  });
});

it('an animated sticker may be larger than a static one', async () => {
  expect(isAnimatedWebp(sampleFiles.animatedWebp)).toBe(true);
  expect(await judge('animatedWebp')).toMatchObject({ mostBytes: 500 * 1024 });
  expect(await judge('staticWebp')).toMatchObject({ mostBytes: 100 * 1024 });
});

it.each([
  ['audio/ogg; codecs=opus', 'audio/ogg'],
  ['text/csv', 'text/plain'],
  ['IMAGE/JPEG', 'image/jpeg'],
])('%s is known to WhatsApp as %s', (given, bare) => {
  expect(bareMimeType(given)).toBe(bare);
});

describe('a stored file may be sent as what WhatsApp takes it for', () => {
  it.each<[MediaKind, string, number, boolean]>([
    ['image', 'image/jpeg', 1, true],
    ['image', 'image/jpeg', mediaRules.image.mostBytes + 1, false],
    ['image', 'application/pdf', 1, false],
    ['document', 'image/jpeg', mediaRules.image.mostBytes + 1, true],
    ['document', 'application/zip', 1, false],
    ['audio', 'audio/ogg; codecs=opus', 1, true],
    ['video', 'audio/mp4', 1, false],
    ['sticker', 'image/webp', 1, true],
  ])('as %s: %s of %i bytes is %s', (kind, mimeType, sizeBytes, mayBeSent) => {
    expect(objectionToSending(kind, { mimeType, sizeBytes }) === undefined).toBe(mayBeSent);
  });
});
