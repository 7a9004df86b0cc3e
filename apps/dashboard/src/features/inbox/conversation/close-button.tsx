import { ActionIcon, Button, Tooltip } from '@mantine/core';
import type { Conversation } from '@recado/sdk';
import { IconCheck, IconRotate } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationActions } from './conversation-actions.ts';

export interface CloseButtonProps {
  conversation: Conversation;
  actions: ConversationActions;
}

/** Closes a conversation, or opens it again; on a narrow screen the sign alone. */
export function CloseButton({ conversation, actions }: CloseButtonProps): ReactNode {
  const { t } = useTranslation();
  const isClosed = conversation.status === 'closed';
  const label = t(isClosed ? 'inbox.actions.reopen' : 'inbox.actions.close');
  const Icon = isClosed ? IconRotate : IconCheck;
  const run = (): void => (isClosed ? actions.reopen : actions.close).mutate(conversation);
  return (
    <>
      <Button
        className="recado-head-wide"
        variant="default"
        size="xs"
        leftSection={<Icon size={14} aria-hidden />}
        onClick={run}
      >
        {label}
      </Button>
      <Tooltip label={label}>
        <ActionIcon
          className="recado-head-narrow"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          onClick={run}
        >
          <Icon size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
