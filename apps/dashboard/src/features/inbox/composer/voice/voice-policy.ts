/** Minutes and seconds, such as `1:07`. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** So many bars for levels of any number: the loudest of each stretch, the newest at the end; silence before the first. */
export function barsOf(levels: readonly number[], count: number): number[] {
  if (levels.length <= count) return [...Array.from({ length: count - levels.length }, () => 0), ...levels];
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / count));
    return Math.max(...levels.slice(from, to));
  });
}

/** How loud a moment was, from 0 to 1, from samples of a microphone between -1 and 1; speech fills most of the range. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample ** 2;
  const loudness = Math.sqrt(sum / Math.max(1, samples.length));
  return Math.min(1, loudness * 4);
}

/** What browsers record, the first that one can: Opus, which WhatsApp's voice messages are, wherever it is offered. */
export const recordedTypes = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'] as const;

/** Whether a recording only has to change its container to be WhatsApp's Ogg. */
export const needsOgg = (type: string): boolean => !type.startsWith('audio/ogg');

/** A recording ends by itself after so long; WhatsApp takes 16 MB of audio. */
export const MOST_RECORDED_MS = 15 * 60_000;

/** Why there is nothing to record with. */
export type MicrophoneFault = 'denied' | 'missing' | 'unsupported';

export function microphoneFault(error: unknown): MicrophoneFault {
  if (!(error instanceof DOMException)) return 'unsupported';
  return error.name === 'NotAllowedError' || error.name === 'SecurityError' ? 'denied' : 'missing';
}
