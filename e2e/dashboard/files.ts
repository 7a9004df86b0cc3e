import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A picture of evening light, drawn rather than kept. */
export function pngFile(width = 480, height = 320): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x += 1) {
      const hill = height * (0.62 + 0.1 * Math.sin(x / 70) + 0.05 * Math.sin(x / 23));
      const isSun = Math.hypot(x - width * 0.7, y - height * 0.4) < 38;
      const sky = [250 - y / 3, 190 - y / 4, 120 + y / 4];
      const [red = 0, green = 0, blue = 0] = y > hill ? [32, 74, 66] : isSun ? [255, 236, 190] : sky;
      row.set([red, green, blue], 1 + x * 3);
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A recording of a few words that nobody said: a tone that swells and fades. */
export function wavFile(seconds = 4, rate = 8_000): Buffer {
  const samples = Buffer.alloc(seconds * rate * 2);
  for (let at = 0; at < seconds * rate; at += 1) {
    const second = at / rate;
    const word = Math.max(0, Math.sin(second * 7)) * (0.4 + 0.6 * Math.abs(Math.sin(second * 2.3)));
    samples.writeInt16LE(Math.round(Math.sin(second * 2 * Math.PI * 220) * word * 20_000), at * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
