import { Button, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { dryRunDistribution, type DistributionSettings, type DryRunResult } from '@recado/sdk';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { Dot } from '../../../ui/dot.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { agentsQuery } from '../queries.ts';
import { knownSkills } from '../team/skills-policy.ts';
import { savedOf } from './chain-policy.ts';

export interface DryRunProps {
  number: string;
  draft: DistributionSettings;
  isDirty: boolean;
}

interface Question {
  skills: string[];
  /** Local time as the field gives it; empty is now. */
  at: string;
}

function useDryRun({ number, draft, isDirty }: DryRunProps) {
  return useMutation({
    mutationFn: ({ skills, at }: Question) =>
      call(
        dryRunDistribution({
          client,
          path: { id: number },
          body: {
            skills,
            ...(at !== '' && { at: new Date(at).toISOString() }),
            // What is switched off is not asked for its rules, unless these are what is tried.
            ...(isDirty && draft.isEnabled && { chain: savedOf(draft).chain }),
          },
        }),
      ),
  });
}

/** Who would get a conversation that arrives, with the chain as it stands in the form, and why each other would not. */
export function DryRun(props: DryRunProps): ReactNode {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>({ skills: [], at: '' });
  const agents = useQuery(agentsQuery).data ?? [];
  const run = useDryRun(props);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    run.mutate(question);
  };
  return (
    <Panel title={t('agents.dryRun.title')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {props.isDirty ? t('agents.dryRun.draft') : t('agents.dryRun.saved')}
        </Text>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TagsInput
              label={t('agents.dryRun.skills')}
              placeholder={question.skills.length === 0 ? t('agents.dryRun.noSkills') : ''}
              value={question.skills}
              data={knownSkills(agents)}
              maxTags={20}
              onChange={(skills) =>
                setQuestion({ ...question, skills: skills.map((skill) => skill.toLowerCase()) })
              }
            />
            <TextInput
              type="datetime-local"
              label={t('agents.dryRun.at')}
              description={t('agents.dryRun.atHint')}
              value={question.at}
              onChange={({ currentTarget }) => setQuestion({ ...question, at: currentTarget.value })}
            />
            <Button type="submit" variant="default" loading={run.isPending}>
              {t('agents.dryRun.run')}
            </Button>
          </Stack>
        </form>
        {run.isError && <ErrorState error={run.error} />}
        <div role="status">{run.data !== undefined && <Result result={run.data} />}</div>
      </Stack>
    </Panel>
  );
}

function Result({ result }: { result: DryRunResult }): ReactNode {
  const { t } = useTranslation();
  const { outcome, agent, candidates, waitingBefore } = result;
  return (
    <Stack gap="sm">
      <Text fw={600}>
        {outcome === 'assigned'
          ? t('agents.dryRun.assigned', { name: agent?.name ?? '' })
          : t(`agents.dryRun.${outcome}`)}
      </Text>
      {waitingBefore > 0 && (
        <Text size="sm" c="dimmed">
          {t('agents.dryRun.waitingBefore', { waiting: waitingBefore })}
        </Text>
      )}
      <ul className="recado-candidates">
        {candidates.map(({ agentId, name, outcome: became }) => (
          <li key={agentId}>
            <Dot color={became === 'chosen' ? 'green' : 'gray'} />
            <span>
              <Text size="sm" fw={550} component="span">
                {name}
              </Text>{' '}
              <Text size="sm" c="dimmed" component="span">
                {became === 'chosen'
                  ? t(`agents.chosenBy.${result.rule ?? 'manual'}`)
                  : t(`agents.outcomes.${became}`)}
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
