import { Stack } from '@mantine/core';
import { createAgent, type Agent, type Instance } from '@recado/sdk';
import type { CreateAgent } from '@recado/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { call } from '../../../lib/api/problem.ts';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { NumberSelect } from '../../../ui/number-select.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import '../agents.css';
import { newAgentSearch } from '../agent-filters.ts';
import { NoNumbers } from '../no-numbers.tsx';
import { agentsKey } from '../queries.ts';
import { checkNew, emptyDraft } from './agent-draft.ts';
import { AgentEditor } from './agent-editor.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { TypeChoice } from './type-choice.tsx';

const route = getRouteApi('/shell/agents/new');

/** A new agent: what it is, on which number, and its settings. */
export function NewAgentPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <ParentLink to="/agents">{t('agents.title')}</ParentLink>
      <PageHeader title={t('agents.new')} />
      <PermissionGate permission="agents:write">
        <NewAgent />
      </PermissionGate>
    </>
  );
}

/** Creates it. A key that was made for it is shown before the page is left: nobody sees it again. */
function useCreate() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [made, setMade] = useState<Agent>();
  const open = (agent: Agent): void =>
    void navigate({ to: '/agents/$agentId', params: { agentId: agent.id }, ignoreBlocker: true });
  const create = useMutation({
    mutationFn: (body: CreateAgent) => call(createAgent({ client, body })),
    onSuccess: (agent) => {
      void queries.invalidateQueries({ queryKey: agentsKey });
      if (agent.secret === undefined) open(agent);
      else setMade(agent);
    },
  });
  return { create, made, open };
}

const usualNumber = (numbers: readonly Instance[] | undefined): Instance | undefined =>
  numbers?.find(({ status }) => status === 'connected') ?? numbers?.[0];

function NewAgent(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const numbers = useNumbers();
  const { create, made, open } = useCreate();
  const { type = 'human' } = search;
  const number = search.number ?? usualNumber(numbers)?.id;
  if (numbers === undefined) return <LoadingRows />;
  if (number === undefined) return <NoNumbers />;
  const choose = (changed: { type?: string; number?: string }): void =>
    void navigate({ search: newAgentSearch({ ...search, ...changed }), replace: true, ignoreBlocker: true });
  return (
    <Stack gap="lg">
      <TypeChoice type={type} onChoose={(chosen) => choose({ type: chosen })} />
      <div className="recado-desk">
        <div className="recado-panel">
          <NumberSelect
            label={t('agents.onNumber')}
            value={number}
            isOptional={false}
            onChange={(id) => id !== undefined && choose({ number: id })}
          />
        </div>
      </div>
      <AgentEditor
        key={type}
        initial={emptyDraft(type)}
        agent={undefined}
        check={(draft) => checkNew(draft, number)}
        save={create}
        isReadOnly={false}
        submitLabel={t('agents.create')}
        isSaved={create.isSuccess}
      />
      {made?.secret !== undefined && <SecretDialog secret={made.secret} onClose={() => open(made)} />}
    </Stack>
  );
}
