import { ActionIcon, Menu } from '@mantine/core';
import type { SandboxPhoneMessage } from '@recado/sdk';
import {
  IconArrowBackUp,
  IconBan,
  IconChartBar,
  IconCheck,
  IconChecks,
  IconMapPin,
  IconMoodSmile,
  IconUser,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeOf } from '../../lib/format.ts';
import { PhoneChoices } from './phone-choices.tsx';
import { PhoneFile } from './phone-file.tsx';
import type { PhoneActions, PhoneAddress } from './phone-queries.ts';
import { summaryOf } from './summary-policy.ts';

export interface PhoneBubbleProps {
  message: SandboxPhoneMessage;
  quoted: SandboxPhoneMessage | undefined;
  address: PhoneAddress;
  /** Undefined for who may only look. */
  actions: PhoneActions | undefined;
  onReply: () => void;
}

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** One message on the phone. */
export function PhoneBubble({ message, quoted, address, actions, onReply }: PhoneBubbleProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-phone-line" data-from={message.from}>
      <div className="recado-phone-bubble">
        {quoted && (
          <p className="recado-phone-quote">{summaryOf(quoted) ?? t(`sandbox.kind.${kindOf(quoted)}`)}</p>
        )}
        {message.file && <PhoneFile message={message} file={message.file} address={address} />}
        <Words message={message} />
        <Foot message={message} />
        {message.reactions.length > 0 && (
          <span className="recado-phone-reactions">
            {message.reactions.map(({ from, emoji }) => (
              <span key={from}>{emoji}</span>
            ))}
          </span>
        )}
      </div>
      {message.choices.length > 0 && <PhoneChoices message={message} actions={actions} />}
      {actions && message.type !== 'deleted' && (
        <BubbleMenu message={message} actions={actions} onReply={onReply} />
      )}
    </div>
  );
}

const kinds = ['image', 'video', 'audio', 'document', 'sticker', 'deleted'] as const;
type Kind = (typeof kinds)[number] | 'unsupported';
const kindOf = ({ type }: SandboxPhoneMessage): Kind => kinds.find((kind) => kind === type) ?? 'unsupported';

function iconOf({ type }: SandboxPhoneMessage): typeof IconMapPin | undefined {
  if (type === 'location') return IconMapPin;
  if (type === 'contacts') return IconUser;
  return type === 'poll' ? IconChartBar : undefined;
}

function Words({ message }: { message: SandboxPhoneMessage }): ReactNode {
  const { t } = useTranslation();
  const Icon = iconOf(message);
  if (message.text !== null)
    return (
      <p className="recado-phone-text" {...(Icon && { 'data-icon': '' })}>
        {Icon && <Icon size={16} aria-hidden />}
        {message.text}
      </p>
    );
  if (message.file !== null) return null;
  return (
    <p className="recado-phone-text" data-faint>
      <IconBan size={14} aria-hidden /> {t(`sandbox.kind.${kindOf(message)}`)}
    </p>
  );
}

function Foot({ message }: { message: SandboxPhoneMessage }): ReactNode {
  const { t, i18n } = useTranslation();
  const Tick = message.state === 'sent' ? IconCheck : IconChecks;
  return (
    <span className="recado-phone-foot">
      {message.isEdited && <span>{t('sandbox.edited')}</span>}
      <time dateTime={message.at}>{timeOf(message.at, i18n.language)}</time>
      {message.from === 'customer' && (
        <span role="img" aria-label={t(`sandbox.state.${message.state}`)} data-state={message.state}>
          <Tick size={16} aria-hidden />
        </span>
      )}
    </span>
  );
}

interface BubbleMenuProps {
  message: SandboxPhoneMessage;
  actions: PhoneActions;
  onReply: () => void;
}

function BubbleMenu({ message, actions, onReply }: BubbleMenuProps): ReactNode {
  const { t } = useTranslation();
  const mine = message.reactions.find(({ from }) => from === 'customer')?.emoji;
  const react = (emoji: string): void =>
    actions.send.mutate({ type: 'reaction', messageId: message.id, emoji: emoji === mine ? '' : emoji });
  return (
    <Menu position="bottom" shadow="md">
      <Menu.Target>
        <ActionIcon
          className="recado-phone-more"
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('sandbox.react')}
        >
          <IconMoodSmile size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="recado-phone-emojis">
          {emojis.map((emoji) => (
            <Menu.Item
              key={emoji}
              aria-label={emoji}
              data-chosen={emoji === mine}
              onClick={() => react(emoji)}
            >
              {emoji}
            </Menu.Item>
          ))}
        </div>
        <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={onReply}>
          {t('sandbox.reply')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
