import { ActionIcon } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../attachments/attachment.ts';
import { Bars } from './bars.tsx';
import { clockText } from './voice-policy.ts';

export interface VoicePreviewProps {
  url: string;
  voice: Voice;
  label: string;
}

/** Plays what was recorded, before it is sent. */
export function VoicePreview({ url, voice, label }: VoicePreviewProps): ReactNode {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => setAtMs((audio.current?.currentTime ?? 0) * 1_000), 100);
    return () => clearInterval(timer);
  }, [isPlaying]);
  const toggle = (): void => {
    if (isPlaying) audio.current?.pause();
    else void audio.current?.play();
  };
  return (
    <div className="recado-voice" role="group" aria-label={label}>
      <audio
        ref={audio}
        src={url}
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setAtMs(0)}
      />
      <ActionIcon
        variant="light"
        radius="xl"
        size="lg"
        aria-label={isPlaying ? t('composer.files.pause') : t('composer.files.play')}
        onClick={toggle}
      >
        {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
      </ActionIcon>
      <Bars levels={voice.levels} played={voice.durationMs === 0 ? 0 : atMs / voice.durationMs} />
      <span className="recado-voice-time">{clockText(isPlaying ? atMs : voice.durationMs)}</span>
    </div>
  );
}
