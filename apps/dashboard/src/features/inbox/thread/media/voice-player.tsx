import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, peaksOf } from './waveform-policy.ts';

const BARS = 48;
/** Enough for how loud it is; decoding to fewer samples takes less memory. */
const SAMPLE_RATE = 8_000;
const speeds = [1, 1.5, 2] as const;

interface Decoded {
  peaks: number[];
  seconds: number;
}

async function decode(file: Blob): Promise<Decoded> {
  const context = new OfflineAudioContext(1, 1, SAMPLE_RATE);
  const audio = await context.decodeAudioData(await file.arrayBuffer());
  return { peaks: peaksOf(audio.getChannelData(0), BARS), seconds: audio.duration };
}

/** What plays; another one that starts stops it. */
let playing: HTMLAudioElement | undefined;

function usePlayer(url: string) {
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);
  const frame = useRef(0);
  useEffect(() => {
    if (audio === null) return;
    const follow = (): void => {
      setAt(audio.currentTime);
      if (!audio.paused) frame.current = requestAnimationFrame(follow);
    };
    const start = (): void => {
      if (playing !== audio) playing?.pause();
      playing = audio;
      setIsPlaying(true);
      follow();
    };
    const stop = (): void => setIsPlaying(false);
    const events: [string, () => void][] = [
      ['play', start],
      ['pause', stop],
      ['ended', stop],
      ['seeked', follow],
    ];
    for (const [name, hear] of events) audio.addEventListener(name, hear);
    return () => {
      cancelAnimationFrame(frame.current);
      for (const [name, hear] of events) audio.removeEventListener(name, hear);
    };
  }, [audio]);
  const faster = (): void => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    setSpeed(next);
    if (audio !== null) audio.playbackRate = next;
  };
  const toggle = (): void => {
    if (audio?.paused === true) void audio.play();
    else audio?.pause();
  };
  const seek = (seconds: number): void => {
    if (audio !== null) audio.currentTime = seconds;
    setAt(seconds);
  };
  return {
    element: <audio ref={setAudio} src={url} preload="metadata" />,
    isPlaying,
    at,
    speed,
    faster,
    toggle,
    seek,
  };
}

export interface VoicePlayerProps {
  /** Names the recording in the cache. */
  id: string;
  file: Blob;
  url: string;
}

/** Plays a recording; its waveform is the line on which one seeks. */
export function VoicePlayer({ id, file, url }: VoicePlayerProps): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['media', id, 'waveform'],
    queryFn: () => decode(file),
    staleTime: Infinity,
    retry: false,
  });
  const { element, isPlaying, at, speed, faster, toggle, seek } = usePlayer(url);
  const seconds = data?.seconds ?? 0;
  return (
    <div className="recado-thread-voice">
      {element}
      <ActionIcon
        variant="filled"
        radius="xl"
        size={36}
        aria-label={isPlaying ? t('thread.voice.pause') : t('thread.voice.play')}
        onClick={toggle}
      >
        {isPlaying ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </ActionIcon>
      <div className="recado-thread-voice-line">
        <Waveform peaks={data?.peaks} share={seconds === 0 ? 0 : at / seconds} />
        <input
          type="range"
          className="recado-thread-voice-seek"
          aria-label={t('thread.voice.seek')}
          aria-valuetext={t('thread.voice.at', { at: clockTime(at), of: clockTime(seconds) })}
          min={0}
          max={Math.max(seconds, 0.1)}
          step={0.1}
          value={at}
          onChange={(event) => seek(Number(event.currentTarget.value))}
        />
      </div>
      <span className="recado-thread-voice-time">{clockTime(isPlaying || at > 0 ? at : seconds)}</span>
      <UnstyledButton
        className="recado-thread-voice-speed"
        aria-label={t('thread.voice.speed', { speed })}
        onClick={faster}
      >
        {speed}×
      </UnstyledButton>
    </div>
  );
}

const STEP = 4;
const HEIGHT = 28;
const flat: readonly number[] = Array.from({ length: BARS }, () => 0);

function Waveform({
  peaks = flat,
  share,
}: {
  peaks: readonly number[] | undefined;
  share: number;
}): ReactNode {
  return (
    <svg viewBox={`0 0 ${BARS * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {peaks.map((peak, bar) => {
        const height = Math.max(2, peak * HEIGHT);
        return (
          <rect
            key={bar}
            x={bar * STEP + 1}
            y={(HEIGHT - height) / 2}
            width={2}
            height={height}
            rx={1}
            data-heard={(bar + 1) / BARS <= share}
          />
        );
      })}
    </svg>
  );
}
