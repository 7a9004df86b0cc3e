import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconSend2, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { loadPart } from '../../../../lib/parts/load-part.ts';
import { Dot } from '../../../../ui/dot.tsx';
import type { Voice } from '../attachments/attachment.ts';
import { Bars } from './bars.tsx';
import { startRecording, type Recorded, type Recording } from './recording.ts';
import { clockText, microphoneFault, needsOgg, type MicrophoneFault } from './voice-policy.ts';

export interface VoiceRecorderProps {
  /** `isSent`: it goes at once; otherwise the person wants to listen first. */
  onRecorded: (file: File, voice: Voice, isSent: boolean) => void;
  onDiscard: () => void;
}

async function fileOf({ blob, levels, durationMs }: Recorded): Promise<[File, Voice]> {
  const voice = { levels, durationMs };
  const { asOgg } = await loadPart(() => import('./as-ogg.ts'));
  // What cannot become Ogg is sent as sound of its own kind, which WhatsApp plays too.
  const sound = needsOgg(blob.type) ? await asOgg(blob).catch(() => blob) : blob;
  const name = sound.type.startsWith('audio/ogg') ? 'voice.ogg' : 'voice.m4a';
  return [new File([sound], name, { type: sound.type }), voice];
}

/** Records from when it is there until it is gone. */
function useRecording(onRecorded: VoiceRecorderProps['onRecorded']) {
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [fault, setFault] = useState<MicrophoneFault>();
  const [isEnding, setIsEnding] = useState(false);
  const recording = useRef<Recording>(undefined);

  const finish = (isSent: boolean): void => {
    const { current } = recording;
    if (current === undefined) return;
    recording.current = undefined;
    setIsEnding(true);
    void current
      .finish()
      .then(fileOf)
      .then(([file, voice]) => onRecorded(file, voice, isSent));
  };
  const whenFull = useRef(finish);
  whenFull.current = finish;

  useEffect(() => {
    let isGone = false;
    startRecording({ onLevels: setLevels, onFull: () => whenFull.current(false) }).then(
      (started) => {
        if (isGone) started.discard();
        else recording.current = started;
      },
      (error: unknown) => setFault(microphoneFault(error)),
    );
    return () => {
      isGone = true;
      recording.current?.discard();
      recording.current = undefined;
    };
  }, []);

  return { levels, fault, isEnding, finish };
}

/** Records a voice message in the place of the text. */
export function VoiceRecorder({ onRecorded, onDiscard }: VoiceRecorderProps): ReactNode {
  const { t } = useTranslation();
  const { levels, fault, isEnding, finish } = useRecording(onRecorded);
  if (fault !== undefined) return <Fault fault={fault} onClose={onDiscard} />;
  return (
    <div
      className="recado-recorder"
      role="group"
      aria-label={t('composer.voice.recording')}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onDiscard();
      }}
    >
      <Tooltip label={t('composer.voice.discard')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('composer.voice.discard')}
          onClick={onDiscard}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
      <Dot color="red" isPulsing />
      <span className="recado-voice-time" role="timer">
        {clockText(levels.length * 100)}
      </span>
      <Bars levels={levels.slice(-36)} played={1} />
      <span className="recado-composer-gap" />
      <Tooltip label={t('composer.voice.done')}>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={isEnding || levels.length === 0}
          aria-label={t('composer.voice.done')}
          onClick={() => finish(false)}
        >
          <IconPlayerStop size={18} />
        </ActionIcon>
      </Tooltip>
      <Button
        autoFocus
        size="xs"
        leftSection={<IconSend2 size={16} aria-hidden />}
        loading={isEnding}
        aria-label={t('composer.voice.send')}
        onClick={() => finish(true)}
      >
        {t('composer.message.send')}
      </Button>
    </div>
  );
}

function Fault({ fault, onClose }: { fault: MicrophoneFault; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group className="recado-recorder" role="alert" wrap="nowrap">
      <Text size="sm" flex={1}>
        {t(`composer.voice.fault.${fault}`)}
      </Text>
      <Button autoFocus size="xs" variant="default" onClick={onClose}>
        {t('words.close')}
      </Button>
    </Group>
  );
}
