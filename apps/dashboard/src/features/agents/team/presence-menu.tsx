import { Menu, UnstyledButton } from '@mantine/core';
import { setPresence, type Agent, type AgentPresence } from '@recado/sdk';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { presences } from '../../../lib/api/presence.ts';
import { useMay, useProfile } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { PresenceDot } from '../../../ui/presence-dot.tsx';
import { agentQuery, agentsKey } from '../queries.ts';

function useSetPresence({ id }: Agent) {
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (presence: AgentPresence) => call(setPresence({ client, path: { id }, body: { presence } })),
    onSuccess: (agent) => queries.setQueryData(agentQuery(id).queryKey, agent),
    onError: tell.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: agentsKey }),
  });
}

/** Whether an agent is at work, to be changed by those who may, and by the person it is. */
export function Presence({ agent }: { agent: Agent }): ReactNode {
  const { t } = useTranslation();
  const profile = useProfile();
  const mayChange = useMay('agents:write');
  const set = useSetPresence(agent);
  const isOwn = profile?.type === 'user' && agent.configuration['userId'] === profile.id;
  const presence = set.isPending ? set.variables : agent.presence;
  const shown = (
    <>
      <PresenceDot presence={presence} />
      <span>{t(`agents.presence.${presence}`)}</span>
    </>
  );
  if (agent.type !== 'human' || (!mayChange && !isOwn))
    return <span className="recado-presence">{shown}</span>;
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton
          className="recado-presence recado-presence-button"
          aria-label={t('agents.presence.change', {
            name: agent.name,
            presence: t(`agents.presence.${presence}`),
          })}
        >
          {shown}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {presences.map((one) => (
          <Menu.Item key={one} leftSection={<PresenceDot presence={one} />} onClick={() => set.mutate(one)}>
            {t(`agents.presence.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
