import { Button, Group, Modal, NativeSelect, Stack, TagsInput, Textarea } from '@mantine/core';
import type { Conversation, TransferConversation } from '@recado/sdk';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgents } from '../../../lib/api/agents.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { assignableAgents } from './agent-order-policy.ts';
import type { ConversationActions } from './conversation-actions.ts';

export interface TransferDialogProps {
  conversation: Conversation;
  transfer: ConversationActions['transfer'];
  onClose: () => void;
}

const QUEUE = 'queue';
const SKILLS = 'skills';

/** Passes a conversation on: to an agent, to whoever has the skills, or back to the queue, with a word to the next one. */
export function TransferDialog({ conversation, transfer, onClose }: TransferDialogProps): ReactNode {
  const { t } = useTranslation();
  const [to, setTo] = useState(QUEUE);
  const [skills, setSkills] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const agents = assignableAgents(useAgents() ?? [], conversation.instanceId, { typed: '', mine: [] });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    transfer.mutate(requestOf({ to, skills, note: note.trim() }), { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inbox.transfer.title')}
      centered
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <NativeSelect
            data-autofocus
            label={t('inbox.transfer.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            data={[
              { value: QUEUE, label: t('inbox.transfer.queue') },
              { value: SKILLS, label: t('inbox.transfer.skills') },
              ...agents
                .filter(({ id }) => id !== conversation.assignee?.agentId)
                .map(({ id, name, presence, type }) => ({
                  value: id,
                  label: type === 'human' ? `${name} (${t(`inbox.presence.${presence}`)})` : name,
                })),
            ]}
          />
          {to === SKILLS && (
            <TagsInput
              label={t('inbox.transfer.skillsLabel')}
              description={t('inbox.transfer.skillsHint')}
              value={skills}
              onChange={setSkills}
              acceptValueOnBlur
              maxTags={20}
              maxLength={64}
              withAsterisk
            />
          )}
          <Textarea
            label={t('inbox.transfer.note')}
            description={t('inbox.transfer.noteHint')}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={10_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {transfer.error !== null && <ErrorState error={transfer.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button
              type="submit"
              loading={transfer.isPending}
              disabled={to === SKILLS && skills.length === 0}
            >
              {t('inbox.actions.transfer')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function requestOf({
  to,
  skills,
  note,
}: {
  to: string;
  skills: string[];
  note: string;
}): TransferConversation {
  return {
    ...(to === SKILLS && { skills }),
    ...(to !== SKILLS && to !== QUEUE && { agentId: to }),
    ...(note !== '' && { note }),
  };
}
