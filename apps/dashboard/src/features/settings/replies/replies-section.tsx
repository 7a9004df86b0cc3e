import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import type { QuickReply } from '@recado/sdk';
import { IconBolt, IconPencil, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { repliesQuery } from '../queries.ts';
import { ReplyDialog } from './reply-dialog.tsx';

type Edited = QuickReply | 'new' | undefined;

/** Answers that the team writes once and uses often. */
export function RepliesSection(): ReactNode {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Edited>();
  const replies = useInfiniteQuery(repliesQuery);
  const mayChange = useMay('conversations:write');
  const add = mayChange && (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => setEdited('new')}
    >
      {t('settings.replies.add')}
    </Button>
  );
  return (
    <Panel title={t('settings.names.replies')} actions={add}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('settings.replies.hint')}
        </Text>
        <EndlessList
          query={replies}
          empty={
            <EmptyState
              icon={<IconBolt size={28} />}
              title={t('settings.replies.empty.title')}
              body={t('settings.replies.empty.body')}
            />
          }
        >
          {(items) => (
            <ul className="recado-replies">
              {items.map((reply) => (
                <li key={reply.id}>
                  <ReplyRow reply={reply} onEdit={mayChange ? () => setEdited(reply) : undefined} />
                </li>
              ))}
            </ul>
          )}
        </EndlessList>
      </Stack>
      {edited !== undefined && (
        <ReplyDialog reply={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </Panel>
  );
}

function ReplyRow({ reply, onEdit }: { reply: QuickReply; onEdit: (() => void) | undefined }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group wrap="nowrap" gap="sm">
      <div className="recado-reply">
        <Text size="sm" fw={550} className="recado-shortcut">
          /{reply.shortcut}
        </Text>
        <Text size="sm" lineClamp={3} className="recado-reply-text">
          {reply.text}
        </Text>
      </div>
      {onEdit !== undefined && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('settings.replies.edit', { shortcut: reply.shortcut })}
          onClick={onEdit}
        >
          <IconPencil size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}
