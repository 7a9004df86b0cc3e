import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { MeasuredBody, openBody } from './measured-body.ts';

const bytes = Buffer.from('abcdefghij');
const tooLarge = () => new Error('too large');
const body = () => Readable.from([bytes.subarray(0, 3), bytes.subarray(3, 7), bytes.subarray(7)]);

describe('openBody', () => {
  it.each([1, 3, 5, 10, 99])('shows the first %i bytes and still gives all', async (wanted) => {
    const { head, whole } = await openBody(body(), wanted);
    expect(Buffer.from(head)).toEqual(bytes.subarray(0, wanted));
    expect(await buffer(whole)).toEqual(bytes);
  });

  it('lets go of the sender when the rest is not wanted', async () => {
    const source = body();
    const { whole } = await openBody(source, 1);
    for await (const chunk of whole) {
      expect(chunk).toBeDefined();
      break;
    }
    expect(source.destroyed).toBe(true);
  });
});

describe('MeasuredBody', () => {
  it('counts and hashes what goes through', async () => {
    const measured = new MeasuredBody(body(), 10, tooLarge);
    expect(await buffer(measured)).toEqual(bytes);
    expect(measured.sizeBytes).toBe(10);
    expect(measured.sha256()).toEqual(createHash('sha256').update(bytes).digest());
  });

  it('fails at the first byte too many, and lets go of the sender', async () => {
    const source = body();
    const given: number[] = [];
    const read = async () => {
      for await (const chunk of new MeasuredBody(source, 9, tooLarge)) given.push(chunk.length);
    };
    await expect(read()).rejects.toThrow('too large');
    expect(given).toEqual([3, 4]);
    expect(source.destroyed).toBe(true);
  });
});
