import { Alert, Button, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconMessage2, IconRefresh, IconTerminal2, IconX } from '@tabler/icons-react';
import { cancelMessage, resendMessage, type MessageWithHistory } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { isCancellable, isResendable } from '../message-text.ts';
import { messageKey, messagesKey } from '../queries.ts';
import { curlOf } from './curl-policy.ts';

/** Changes one message, and has its details and every list read again. */
function useChange(change: typeof cancelMessage | typeof resendMessage, id: string, done: string) {
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: () => call(change({ client, path: { id } })),
    onSuccess: () => tell.done(done),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: messageKey(id) });
      void queries.invalidateQueries({ queryKey: messagesKey });
    },
  });
}

/** What can be done with a message, as it stands. */
export function MessageActions({ message }: { message: MessageWithHistory }): ReactNode {
  const { t } = useTranslation();
  const maySend = useMay('messages:send');
  return (
    <>
      {message.status === 'in_doubt' && (
        <Alert color="yellow" variant="outline" className="recado-alert" title={t('messages.doubt.title')}>
          <Text size="sm">{t('messages.doubt.body')}</Text>
        </Alert>
      )}
      <Group gap="xs">
        {maySend && isResendable(message) && <Resend message={message} />}
        {maySend && isCancellable(message) && <Cancel id={message.id} />}
        <LinkButton
          to="/inbox/$conversationId"
          params={{ conversationId: message.conversationId }}
          size="xs"
          variant="default"
          leftSection={<IconMessage2 size={14} aria-hidden />}
        >
          {t('messages.actions.conversation')}
        </LinkButton>
        {message.direction === 'outbound' && <CopyCurl message={message} />}
      </Group>
    </>
  );
}

function Resend({ message }: { message: MessageWithHistory }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const [asks, setAsks] = useState(false);
  const resend = useChange(resendMessage, message.id, t('messages.actions.resent'));
  const isInDoubt = message.status === 'in_doubt';
  return (
    <>
      <Button
        size="xs"
        loading={resend.isPending}
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={() => {
          if (isInDoubt) setAsks(true);
          else resend.mutate(undefined, { onError: tell.failed });
        }}
      >
        {t('messages.actions.resend')}
      </Button>
      <ConfirmDialog
        title={t('messages.doubt.confirmTitle')}
        confirm={t('messages.doubt.confirm')}
        isOpen={asks}
        isBusy={resend.isPending}
        error={resend.error}
        onConfirm={() => resend.mutate(undefined, { onSuccess: () => setAsks(false) })}
        onClose={() => setAsks(false)}
      >
        <Text size="sm">{t('messages.doubt.confirmBody')}</Text>
      </ConfirmDialog>
    </>
  );
}

function Cancel({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const cancel = useChange(cancelMessage, id, t('messages.actions.cancelled'));
  return (
    <Button
      size="xs"
      variant="default"
      loading={cancel.isPending}
      leftSection={<IconX size={14} aria-hidden />}
      onClick={() => cancel.mutate(undefined, { onError: tell.failed })}
    >
      {t('messages.actions.cancel')}
    </Button>
  );
}

function CopyCurl({ message }: { message: MessageWithHistory }): ReactNode {
  const { t } = useTranslation();
  return (
    <CopyButton value={curlOf(message, window.location.origin)}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconTerminal2 size={14} aria-hidden />}
          onClick={copy}
        >
          {copied ? t('words.copied') : t('messages.actions.curl')}
        </Button>
      )}
    </CopyButton>
  );
}
