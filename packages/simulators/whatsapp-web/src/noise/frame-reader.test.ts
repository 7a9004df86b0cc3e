import { describe, expect, it } from 'vitest';
import { FrameReader, PROLOGUE, framed } from './frame-reader.ts';

const ROUTED = Buffer.concat([Buffer.from('ED'), Buffer.from([0, 1, 0, 0, 4]), Buffer.from([8, 2, 8, 9])]);
const FRAMES = Buffer.concat([PROLOGUE, framed(Buffer.from('one')), framed(Buffer.from('two'))]);

function textsOf(reader: FrameReader, ...chunks: readonly Buffer[]): string[] {
  return chunks.flatMap((chunk) => reader.push(chunk)).map(String);
}

describe('a client’s bytes', () => {
  it.each([
    ['begin with the header', FRAMES],
    ['begin with routing information', Buffer.concat([ROUTED, FRAMES])],
  ])('%s, and come whole or byte by byte', (_name, bytes) => {
    expect(textsOf(new FrameReader(), bytes)).toEqual(['one', 'two']);
    const single = Array.from(bytes, (byte) => Buffer.from([byte]));
    expect(textsOf(new FrameReader(), ...single)).toEqual(['one', 'two']);
  });

  it('are refused when they begin otherwise', () => {
    expect(() => new FrameReader().push(Buffer.from('GET / HTTP/1.1'))).toThrow('header');
  });
});
