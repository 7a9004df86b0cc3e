import { ActionIcon, CloseButton, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileText, IconMusic, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/format.ts';
import { VoicePreview } from '../voice/voice-preview.tsx';
import type { Attachment, Refusal } from './attachment.ts';
import type { Attachments } from './use-attachments.ts';

/** The files that go with the message, each with how far it is; and those that WhatsApp would refuse. */
export function Tray({
  attachments: { attachments, refusals, remove, retry },
}: {
  attachments: Attachments;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {refusals.map((refusal) => (
        <RefusalLine key={refusal.id} refusal={refusal} onDismiss={() => remove([refusal.id])} />
      ))}
      {attachments.length > 0 && (
        <ul className="recado-tray" aria-label={t('composer.files.list')}>
          {attachments.map((attachment) => (
            <li key={attachment.id} className="recado-tile" data-step={attachment.state.step}>
              <Tile attachment={attachment} onRetry={() => retry(attachment.id)} />
              <CloseButton
                size="sm"
                className="recado-tile-remove"
                aria-label={t('composer.files.remove', { name: attachment.name })}
                onClick={() => remove([attachment.id])}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function RefusalLine({ refusal, onDismiss }: { refusal: Refusal; onDismiss: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, reason, mostBytes = 0 } = refusal;
  return (
    <div className="recado-refusal" role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <Text size="sm">{t(`composer.files.refused.${reason}`, { name, most: format.bytes(mostBytes) })}</Text>
      <CloseButton size="sm" aria-label={t('composer.files.dismiss')} onClick={onDismiss} />
    </div>
  );
}

function Tile({ attachment, onRetry }: { attachment: Attachment; onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  const { state, name, voice, url } = attachment;
  return (
    <>
      {voice === undefined ? (
        <Picture attachment={attachment} />
      ) : (
        <VoicePreview url={url} voice={voice} label={t('composer.files.voice')} />
      )}
      {state.step === 'failed' ? (
        <div className="recado-tile-failure" role="alert">
          <Text size="xs" lineClamp={2}>
            {state.failure.detail ?? t(`problems.${state.failure.code}.title`)}
          </Text>
          <ActionIcon
            size="sm"
            variant="default"
            aria-label={t('composer.files.retry', { name })}
            onClick={onRetry}
          >
            <IconRefresh size={14} />
          </ActionIcon>
        </div>
      ) : (
        <UploadLine attachment={attachment} />
      )}
    </>
  );
}

function Picture({ attachment: { kind, url, name, size } }: { attachment: Attachment }): ReactNode {
  const format = useFormat();
  if (kind === 'image' || kind === 'sticker')
    return <img src={url} alt={name} className="recado-tile-picture" />;
  const Icon = kind === 'video' ? IconPlayerPlay : kind === 'audio' ? IconMusic : IconFileText;
  return (
    <div className="recado-tile-file">
      <Icon size={22} stroke={1.5} aria-hidden />
      <div className="recado-shrinks">
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {format.bytes(size)}
        </Text>
      </div>
    </div>
  );
}

function UploadLine({ attachment: { state, name } }: { attachment: Attachment }): ReactNode {
  const { t, i18n } = useTranslation();
  if (state.step !== 'uploading') return null;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(state.part);
  return (
    <progress
      className="recado-tile-progress"
      value={state.part}
      aria-label={t('composer.files.progress', { name, percent })}
    />
  );
}
