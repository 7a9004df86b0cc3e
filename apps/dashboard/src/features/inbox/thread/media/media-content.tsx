import { ActionIcon, Modal, UnstyledButton } from '@mantine/core';
import {
  IconExternalLink,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconPlayerPlayFilled,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { textField, type Fields } from '../../../../lib/content-fields.ts';
import { useFormat } from '../../../../lib/format.ts';
import { DownloadButton } from './download-button.tsx';
import { MediaState } from './media-state.tsx';
import { useMedia, type MediaView } from './use-media.ts';
import { VoicePlayer } from './voice-player.tsx';

export type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker';

interface FileProps {
  id: string;
  fields: Fields;
}

/** A file of a message, in the way its type is shown. */
export function MediaContent({ type, fields }: { type: MediaType; fields: Fields }): ReactNode {
  const id = textField(fields, 'mediaId');
  const link = textField(fields, 'link');
  if (id === undefined) return <LinkedFile type={type} fields={fields} link={link} />;
  const Shown = shown[type];
  return <Shown id={id} fields={fields} />;
}

/** A file elsewhere is not fetched from here: its host would learn who reads this. */
function LinkedFile({
  type,
  fields,
  link,
}: {
  type: MediaType;
  fields: Fields;
  link: string | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const name = textField(fields, 'filename') ?? t(`words.messageType.${type}`);
  const host = link !== undefined && URL.canParse(link) ? new URL(link).host : undefined;
  return (
    <div className="recado-thread-file">
      <IconFile size={28} stroke={1.5} aria-hidden />
      <span className="recado-thread-file-text">
        <span className="recado-thread-file-name">{name}</span>
        {host !== undefined && <span className="recado-thread-file-facts">{host}</span>}
      </span>
      {link !== undefined && (
        <ActionIcon
          component="a"
          href={link}
          target="_blank"
          rel="noopener noreferrer"
          variant="subtle"
          color="gray"
          aria-label={t('thread.media.open', { name })}
        >
          <IconExternalLink size={18} />
        </ActionIcon>
      )}
    </div>
  );
}

function Picture({ id, fields }: FileProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const view = useMedia(id, true);
  if (view.state !== 'ready') return <Frame view={view} />;
  const alt = textField(fields, 'caption') ?? t('words.messageType.image');
  return (
    <>
      <UnstyledButton
        className="recado-thread-picture"
        aria-label={t('thread.media.enlarge', { name: alt })}
        onClick={() => setIsOpen(true)}
      >
        <img src={view.url} alt="" />
      </UnstyledButton>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        fullScreen
        title={alt}
        className="recado-thread-lightbox"
        closeButtonProps={{ 'aria-label': t('words.close') }}
      >
        <img src={view.url} alt={alt} />
        <DownloadButton id={id} name={nameOf(view, 'image')} />
      </Modal>
    </>
  );
}

/** The room that a picture will take, so that nothing jumps when it is there. */
function Frame({ view }: { view: MediaView }): ReactNode {
  return (
    <div className="recado-thread-picture-frame">
      {view.state !== 'ready' && view.state !== 'known' && <MediaState view={view} />}
    </div>
  );
}

function Sticker({ id }: FileProps): ReactNode {
  const { t } = useTranslation();
  const view = useMedia(id, true);
  return view.state === 'ready' ? (
    <img className="recado-thread-sticker" src={view.url} alt={t('words.messageType.sticker')} />
  ) : (
    <div className="recado-thread-sticker">
      <Frame view={view} />
    </div>
  );
}

function Video({ id }: FileProps): ReactNode {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const [isWanted, setIsWanted] = useState(false);
  const view = useMedia(id, isWanted);
  if (view.state === 'ready')
    // The customer's own film; there are no captions to give.
    return <video className="recado-thread-video" src={view.url} controls autoPlay playsInline />;
  if (view.state !== 'known') return <Frame view={view} />;
  return (
    <UnstyledButton
      className="recado-thread-picture-frame recado-thread-video-start"
      onClick={() => setIsWanted(true)}
    >
      <IconPlayerPlayFilled size={28} aria-hidden />
      <span>{t('thread.media.play')}</span>
      <span className="recado-thread-file-facts">{bytes(view.details.sizeBytes ?? 0)}</span>
    </UnstyledButton>
  );
}

function Voice({ id }: FileProps): ReactNode {
  const view = useMedia(id, true);
  if (view.state === 'ready') return <VoicePlayer id={id} file={view.file} url={view.url} />;
  return <div className="recado-thread-voice">{view.state !== 'known' && <MediaState view={view} />}</div>;
}

const icons: readonly [RegExp, typeof IconFile][] = [
  [/spreadsheet|excel|csv/, IconFileSpreadsheet],
  [/pdf|text|word/, IconFileText],
];

const nameOf = (view: Extract<MediaView, { details: unknown }>, fallback: string): string =>
  view.details?.fileName ?? fallback;

function Document({ id, fields }: FileProps): ReactNode {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const view = useMedia(id, false);
  if (view.state !== 'known')
    return <div className="recado-thread-file">{view.state !== 'ready' && <MediaState view={view} />}</div>;
  const { mimeType, sizeBytes } = view.details;
  const name = textField(fields, 'filename') ?? nameOf(view, t('words.messageType.document'));
  const Icon = icons.find(([pattern]) => pattern.test(mimeType))?.[1] ?? IconFile;
  const ending = /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase();
  return (
    <div className="recado-thread-file">
      <Icon size={28} stroke={1.5} aria-hidden />
      <span className="recado-thread-file-text">
        <span className="recado-thread-file-name">{name}</span>
        <span className="recado-thread-file-facts">
          {[ending, sizeBytes === null ? undefined : bytes(sizeBytes)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <DownloadButton id={id} name={name} />
    </div>
  );
}

const shown = {
  image: Picture,
  video: Video,
  audio: Voice,
  document: Document,
  sticker: Sticker,
} as const;
