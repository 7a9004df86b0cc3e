import { Skeleton } from '@mantine/core';
import type { SandboxPhoneMessage } from '@recado/sdk';
import { IconFile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneFileQuery, type PhoneAddress } from './phone-queries.ts';

interface PhoneFileProps {
  message: SandboxPhoneMessage;
  file: NonNullable<SandboxPhoneMessage['file']>;
  address: PhoneAddress;
}

/** The file of a message: seen, heard, or by its name. */
export function PhoneFile({ message, file, address }: PhoneFileProps): ReactNode {
  const { t } = useTranslation();
  const isShown = file.isStored && message.type !== 'document';
  const blob = useQuery({ ...phoneFileQuery(address, message.id), enabled: isShown }).data;
  const url = useObjectUrl(blob);
  if (!isShown)
    return (
      <p className="recado-phone-file">
        <IconFile size={18} aria-hidden />
        <span>{file.fileName ?? file.mimeType ?? t('sandbox.kind.document')}</span>
      </p>
    );
  if (url === undefined)
    return <Skeleton className="recado-phone-media" height={message.type === 'audio' ? 40 : 140} />;
  if (message.type === 'audio') return <audio className="recado-phone-audio" controls src={url} />;
  if (message.type === 'video') return <video className="recado-phone-media" controls src={url} />;
  return <img className="recado-phone-media" src={url} alt={message.text ?? t('sandbox.kind.image')} />;
}

/** An address of what the page holds in memory, for as long as it is shown. */
function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (blob === undefined) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
