import { levelOf, MOST_RECORDED_MS, recordedTypes } from './voice-policy.ts';

const EVERY_MS = 100;

/** How a recording goes on. */
export interface RecordingNews {
  /** How loud it was so far, one for each tenth of a second. */
  onLevels: (levels: readonly number[]) => void;
  /** It has become as long as it may. */
  onFull: () => void;
}

export interface Recorded {
  blob: Blob;
  levels: readonly number[];
  durationMs: number;
}

export interface Recording {
  /** Ends it and gives what was recorded. */
  finish: () => Promise<Recorded>;
  /** Ends it and forgets it. */
  discard: () => void;
}

/** Listens to how loud the microphone is. */
function meter(stream: MediaStream): { level: () => number; close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    close: () => void context.close(),
  };
}

/** Records from the microphone, which the browser asks the person for. @throws what getUserMedia throws */
export async function startRecording({ onLevels, onFull }: RecordingNews): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = recordedTypes.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 });
  const chunks: Blob[] = [];
  const levels: number[] = [];
  const microphone = meter(stream);
  const startedAt = performance.now();
  const durationMs = (): number => performance.now() - startedAt;
  const timer = setInterval(() => {
    levels.push(microphone.level());
    onLevels([...levels]);
    if (durationMs() >= MOST_RECORDED_MS) onFull();
  }, EVERY_MS);
  const end = (): void => {
    clearInterval(timer);
    microphone.close();
    for (const track of stream.getTracks()) track.stop();
  };
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start(1_000);
  return {
    finish: async () => {
      const duration = durationMs();
      await new Promise<void>((resolve) => {
        recorder.onstop = () => resolve();
        recorder.stop();
      });
      end();
      return { blob: new Blob(chunks, { type: recorder.mimeType }), levels, durationMs: duration };
    },
    discard: () => {
      recorder.ondataavailable = null;
      recorder.stop();
      end();
    },
  };
}
