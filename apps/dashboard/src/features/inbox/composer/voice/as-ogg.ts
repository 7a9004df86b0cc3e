import {
  BlobSource,
  BufferTarget,
  Conversion,
  Input,
  MP4,
  OggOutputFormat,
  Output,
  QTFF,
  WEBM,
} from 'mediabunny';

/**
 * The recording as Ogg with Opus, which WhatsApp shows as a voice message. Opus in another container is copied as it is;
 * other sound is encoded by the browser. @throws when this browser cannot
 */
export async function asOgg(recording: Blob): Promise<Blob> {
  const input = new Input({ source: new BlobSource(recording), formats: [WEBM, MP4, QTFF] });
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const conversion = await Conversion.init({
    input,
    output,
    audio: { codec: 'opus' },
    video: { discard: true },
    showWarnings: false,
  });
  await conversion.execute();
  if (target.buffer === null) throw new Error('The conversion gave nothing');
  return new Blob([target.buffer], { type: 'audio/ogg' });
}
