import type { LastMessage, MessageStatus } from '@recado/sdk';
import { IconFile, IconMapPin, IconMicrophone, IconPhoto, IconVideo } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { statusIcons } from '../status-icons.ts';

const typeIcons = new Map<string, typeof IconPhoto>([
  ['image', IconPhoto],
  ['video', IconVideo],
  ['audio', IconMicrophone],
  ['document', IconFile],
  ['location', IconMapPin],
]);

const arrived: ReadonlySet<MessageStatus> = new Set(['sent', 'delivered', 'read']);

/** Deleted by the customer, or by us once WhatsApp has taken the deletion. */
const isGone = ({ type, status }: LastMessage): boolean =>
  type === 'deleted' || (type === 'delete' && arrived.has(status));

/** The newest message on one line: whose it is and how it stands, then its words, or what kind it is. */
export function Preview({ message }: { message: LastMessage | null }): ReactNode {
  const { t } = useTranslation();
  if (message === null) return <span className="recado-row-preview">{t('inbox.list.noMessage')}</span>;
  const TypeIcon = typeIcons.get(message.type);
  return (
    <span className="recado-row-preview">
      {message.direction === 'outbound' && <Tick status={message.status} />}
      {TypeIcon !== undefined && <TypeIcon size={14} aria-hidden />}
      <span className="recado-row-words">
        {isGone(message)
          ? t('inbox.list.deleted')
          : (message.preview ?? t(`words.messageType.${message.type}`))}
      </span>
    </span>
  );
}

function Tick({ status }: { status: MessageStatus }): ReactNode {
  const { t } = useTranslation();
  const Icon = statusIcons[status];
  return (
    <Icon
      size={15}
      className="recado-tick"
      data-status={status}
      role="img"
      aria-label={t(`words.messageStatus.${status}`)}
    />
  );
}
