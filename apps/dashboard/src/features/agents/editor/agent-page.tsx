import { Badge, Group, Skeleton, Stack } from '@mantine/core';
import { updateAgent, type Agent, type UpdateAgent } from '@recado/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import '../agents.css';
import { agentQuery, agentsKey } from '../queries.ts';
import { AgentMenu } from '../team/agent-menu.tsx';
import { Presence } from '../team/presence-menu.tsx';
import { checkChange, draftOf } from './agent-draft.ts';
import { AgentEditor } from './agent-editor.tsx';

const route = getRouteApi('/shell/agents/$agentId');

/** One agent: its settings, and a conversation to try it. */
export function AgentPage(): ReactNode {
  return (
    <PermissionGate permission="agents:read">
      <AgentDetail />
    </PermissionGate>
  );
}

function useSave(id: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (body: UpdateAgent) => call(updateAgent({ client, path: { id }, body })),
    onSuccess: async (saved) => {
      tell.done(t('words.saved'));
      queries.setQueryData(agentQuery(id).queryKey, saved);
      await queries.invalidateQueries({ queryKey: [...agentsKey, 'list'] });
    },
  });
}

function AgentDetail(): ReactNode {
  const { t } = useTranslation();
  const { agentId } = route.useParams();
  const found = useQuery(agentQuery(agentId));
  const mayChange = useMay('agents:write');
  const save = useSave(agentId);
  if (found.isPending) return <Loading />;
  if (found.data === undefined)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className={found.data.type === 'human' ? 'recado-medium' : undefined}>
      <Header agent={found.data} />
      <AgentEditor
        key={found.data.updatedAt}
        initial={draftOf(found.data)}
        agent={found.data}
        check={checkChange}
        save={save}
        isReadOnly={!mayChange}
        submitLabel={t('words.save')}
        isSaved={false}
      />
    </div>
  );
}

function Header({ agent }: { agent: Agent }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const number = useNumbers()?.find(({ id }) => id === agent.instanceId);
  return (
    <>
      <ParentLink to="/agents" search={{ number: agent.instanceId }}>
        {number === undefined ? t('agents.title') : `${t('agents.title')} · ${number.name}`}
      </ParentLink>
      <PageHeader
        title={agent.name}
        actions={
          <Group gap="sm">
            <Badge variant="default" tt="none" fw={500}>
              {t(`agents.types.${agent.type}`)}
            </Badge>
            {agent.isActive ? <Presence agent={agent} /> : t('agents.off')}
            <AgentMenu
              agent={agent}
              onDeleted={() => void navigate({ to: '/agents', search: { number: agent.instanceId } })}
            />
          </Group>
        }
      />
    </>
  );
}

function Loading(): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t('words.loading')}>
      <Skeleton height={36} width={240} />
      <Skeleton height={120} radius="md" />
      <Skeleton height={280} radius="md" />
    </Stack>
  );
}
