/** Beginnings of files of each type, long enough to be known, and padded to any size. */
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const padded = (head: Buffer, sizeBytes = 2_000): Buffer =>
  Buffer.concat([head, Buffer.alloc(Math.max(0, sizeBytes - head.length), 1)]);
const isoMedia = (brand: string) => Buffer.concat([hex('00000018'), latin1(`ftyp${brand}`), hex('00000200')]);

// A local header of a ZIP whose first entry is stored, not compressed.
function zipEntry(name: string, content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, latin1(name), latin1(content)]);
}

const docxTypes =
  '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

export const sampleFiles = {
  jpeg: padded(hex('ffd8ffe000104a46494600')),
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  gif: padded(latin1('GIF89a')),
  mp4: padded(isoMedia('isom')),
  threeGp: padded(isoMedia('3gp5')),
  quickTime: padded(isoMedia('qt  ')),
  m4a: padded(isoMedia('M4A ')),
  aac: padded(hex('fff15080')),
  amr: padded(latin1('#!AMR\n')),
  mp3: padded(hex('fffb9064')),
  opus: padded(Buffer.concat([latin1('OggS'), Buffer.alloc(24), latin1('OpusHead')])),
  vorbis: padded(Buffer.concat([latin1('OggS'), Buffer.alloc(24), latin1('\x01vorbis')])),
  staticWebp: padded(latin1('RIFF\x00\x01\x00\x00WEBPVP8 ')),
  animatedWebp: padded(latin1('RIFF\x00\x01\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02')),
  pdf: padded(latin1('%PDF-1.7\n')),
  docx: Buffer.concat([zipEntry('[Content_Types].xml', docxTypes), zipEntry('word/document.xml', '<w/>')]),
  zip: zipEntry('notes.txt', 'plain'),
  oldOffice: padded(hex('d0cf11e0a1b11ae1')),
  program: padded(latin1('MZ\x90\x00')),
  csv: Buffer.from('nome;preço\ncafé;3,50\n', 'latin1'),
  html: Buffer.from('<!doctype html><script>alert(1)</script>'),
  utf16: Buffer.from('\ufeffolá', 'utf16le'),
} as const;
export type SampleFile = keyof typeof sampleFiles;

/** A sample of exactly this size. */
export const sampleOfSize = (name: SampleFile, sizeBytes: number): Buffer =>
  padded(sampleFiles[name], sizeBytes);
