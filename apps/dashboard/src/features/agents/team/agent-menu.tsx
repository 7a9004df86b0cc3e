import { Menu, Text } from '@mantine/core';
import { UpdateAgent } from '@recado/contracts';
import { deleteAgent, updateAgent, type Agent } from '@recado/sdk';
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { agentsKey } from '../queries.ts';

/** An agent as it is, to be put back with another state. */
const bodyOf = ({ name, type, configuration, priority }: Agent, isActive: boolean): UpdateAgent =>
  UpdateAgent.parse({ name, type, configuration, priority, isActive });

function useActions(agent: Agent, onDeleted: (() => void) | undefined) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const path = { id: agent.id };
  return {
    setActive: useMutation({
      mutationFn: (isActive: boolean) => call(updateAgent({ client, path, body: bodyOf(agent, isActive) })),
      onError: tell.failed,
      onSettled: () => queries.invalidateQueries({ queryKey: agentsKey }),
    }),
    remove: useMutation({
      mutationFn: () => call(deleteAgent({ client, path })),
      onSuccess: () => {
        tell.done(t('agents.deleted', { name: agent.name }));
        onDeleted?.();
        queries.removeQueries({ queryKey: [...agentsKey, 'one', agent.id] });
      },
      onSettled: () => queries.invalidateQueries({ queryKey: [...agentsKey, 'list'] }),
    }),
  };
}

/** Switch off or on, and delete. */
export function AgentMenu({ agent, onDeleted }: { agent: Agent; onDeleted?: () => void }): ReactNode {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const { setActive, remove } = useActions(agent, onDeleted);
  if (!useMay('agents:write')) return null;
  return (
    <>
      <RowMenu label={t('agents.actions', { name: agent.name })}>
        <Menu.Item
          leftSection={
            agent.isActive ? (
              <IconPlayerPause size={16} aria-hidden />
            ) : (
              <IconPlayerPlay size={16} aria-hidden />
            )
          }
          onClick={() => setActive.mutate(!agent.isActive)}
        >
          {agent.isActive ? t('agents.switchOff') : t('agents.switchOn')}
        </Menu.Item>
        <Menu.Item
          color="var(--mantine-color-error)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('agents.delete.action')}
        </Menu.Item>
      </RowMenu>
      <ConfirmDialog
        title={t('agents.delete.title', { name: agent.name })}
        confirm={t('agents.delete.action')}
        isOpen={isAsking}
        isBusy={remove.isPending}
        isDangerous
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{t('agents.delete.body')}</Text>
      </ConfirmDialog>
    </>
  );
}
