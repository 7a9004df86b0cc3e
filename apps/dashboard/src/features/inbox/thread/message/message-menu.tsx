import { ActionIcon, Group, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCopy,
  IconDots,
  IconInfoCircle,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import type { Message } from '@recado/sdk';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../../lib/api/numbers.ts';
import { useMay } from '../../../../lib/api/profile.ts';
import { useTell } from '../../../../lib/tell.ts';
import { useThreadContext } from '../thread-context.ts';
import type { Reaction } from '../thread-folding.ts';
import { nothingPossible, possibleWith, saidBy, type Possible } from './message-policy.ts';
import { useReact } from './reactions.tsx';

const quickEmoji = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** What the person may do with a message. */
function usePossible(message: Message): Possible {
  const maySend = useMay('messages:send');
  const channel = useNumbers()?.find(({ id }) => id === message.instanceId)?.channel;
  return maySend ? possibleWith(message, channel, Date.now()) : nothingPossible;
}

export interface MessageMenuProps {
  message: Message;
  reactions: readonly Reaction[];
  isOpen: boolean;
  onChange: (isOpen: boolean) => void;
}

/** What can be done with a message: to answer it at once, the rest in a menu. */
export function MessageMenu({ message, reactions, isOpen, onChange }: MessageMenuProps): ReactNode {
  const { t } = useTranslation();
  const { reply, who } = useThreadContext();
  const possible = usePossible(message);
  return (
    <div className="recado-thread-message-actions" data-open={isOpen}>
      {possible.reply && (
        <Tooltip label={t('thread.actions.reply')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('thread.actions.reply')}
            onClick={() => reply(message)}
          >
            <IconArrowBackUp size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <Menu opened={isOpen} onChange={onChange} position="bottom-end" width={230} shadow="md">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('thread.actions.of', { who: who(message) })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {possible.react && (
            <QuickReactions message={message} reactions={reactions} onDone={() => onChange(false)} />
          )}
          <Items message={message} />
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

interface QuickReactionsProps {
  message: Message;
  reactions: readonly Reaction[];
  onDone: () => void;
}

function QuickReactions({ message, reactions, onDone }: QuickReactionsProps): ReactNode {
  const { t } = useTranslation();
  const react = useReact(message, reactions);
  return (
    <Group gap={2} px={4} pb={4} justify="space-between" wrap="nowrap" role="group">
      {quickEmoji.map((emoji) => (
        <Menu.Item
          key={emoji}
          className="recado-thread-quick-emoji"
          aria-label={t('thread.actions.reactWith', { emoji })}
          onClick={() => {
            react(emoji);
            onDone();
          }}
        >
          {emoji}
        </Menu.Item>
      ))}
    </Group>
  );
}

function Items({ message }: { message: Message }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const router = useRouter();
  const { reply, ask } = useThreadContext();
  const mayRead = useMay('messages:read');
  const possible = usePossible(message);
  const said = saidBy(message);
  const copy = async (text: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    tell.done(t('words.copied'));
  };
  return (
    <>
      {possible.reply && (
        <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => reply(message)}>
          {t('thread.actions.reply')}
        </Menu.Item>
      )}
      {said !== undefined && (
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copy(said)}>
          {t('thread.actions.copy')}
        </Menu.Item>
      )}
      {possible.edit && (
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => ask({ kind: 'edit', message })}>
          {t('thread.actions.edit')}
        </Menu.Item>
      )}
      {possible.delete && (
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          color="red"
          onClick={() => ask({ kind: 'delete', message })}
        >
          {t('thread.actions.delete')}
        </Menu.Item>
      )}
      {mayRead && (
        <Menu.Item
          leftSection={<IconInfoCircle size={16} />}
          onClick={() => router.history.push(`${router.basepath}/messages/${message.id}`)}
        >
          {t('thread.actions.details')}
        </Menu.Item>
      )}
    </>
  );
}
