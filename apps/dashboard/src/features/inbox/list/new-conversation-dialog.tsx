import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { startConversation } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { call } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { NumberSelect } from '../../../ui/number-select.tsx';
import { conversationListsKey, conversationQuery } from '../queries.ts';

/** Begins a conversation with a number, or opens the one there is. Nothing is sent yet. */
export function NewConversationDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const [chosen, setChosen] = useState<string>();
  const [recipient, setRecipient] = useState('');
  const instanceId = chosen ?? numbers?.find(({ status }) => status === 'connected')?.id ?? numbers?.[0]?.id;
  const start = useStart(onClose);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (instanceId !== undefined) start.mutate({ instanceId, recipient: recipient.trim() });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inbox.new.title')}
      centered
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('inbox.new.recipient')}
            description={t('inbox.new.recipientHint')}
            placeholder="+5511999999999"
            inputMode="tel"
            autoComplete="off"
            required
            data-autofocus
            value={recipient}
            onChange={(event) => setRecipient(event.currentTarget.value)}
          />
          <NumberSelect
            label={t('inbox.new.from')}
            isOptional={false}
            value={instanceId}
            onChange={setChosen}
          />
          {start.error !== null && <ErrorState error={start.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button type="submit" loading={start.isPending} disabled={instanceId === undefined}>
              {t('inbox.new.start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useStart(onStarted: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: { instanceId: string; recipient: string }) =>
      call(startConversation({ client, body })),
    onSuccess: async (conversation) => {
      queries.setQueryData(conversationQuery(conversation.id).queryKey, conversation);
      void queries.invalidateQueries({ queryKey: conversationListsKey });
      await navigate({
        to: '/inbox/$conversationId',
        params: { conversationId: conversation.id },
        search: {},
      });
      onStarted();
    },
  });
}
