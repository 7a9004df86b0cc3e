import { Button, Group, NativeSelect, Stack, TagsInput, Text } from '@mantine/core';
import type { DistributionStep } from '@recado/sdk';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { agentsQuery } from '../queries.ts';
import { ReorderButtons } from '../reorder-buttons.tsx';
import { replaced } from '../reorder-policy.ts';
import { knownSkills } from '../team/skills-policy.ts';
import { MOST_STEPS, nextStep, rules, withRule } from './chain-policy.ts';

export interface ChainEditorProps {
  chain: readonly DistributionStep[];
  isReadOnly: boolean;
  onChange: (chain: DistributionStep[]) => void;
}

/** The rules in the order in which they are asked, until one finds an agent. */
export function ChainEditor({ chain, isReadOnly, onChange }: ChainEditorProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('agents.distribution.chainHint')}
      </Text>
      <ol className="recado-reorder recado-chain" aria-label={t('agents.distribution.chain')}>
        {chain.map((step, index) => (
          <li key={index} className="recado-item">
            <div className="recado-chain-step">
              <span className="recado-place" aria-hidden>
                {index + 1}
              </span>
              <Step
                step={step}
                place={index + 1}
                isReadOnly={isReadOnly}
                onChange={(changed) => onChange(replaced(chain, index, changed))}
              />
              {!isReadOnly && (
                <ReorderButtons
                  list={chain}
                  index={index}
                  name={t('agents.distribution.stepName', {
                    place: index + 1,
                    rule: t(`agents.rules.${step.rule}.title`),
                  })}
                  mayBeEmpty={false}
                  onChange={onChange}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
      <Text size="sm" c="dimmed">
        {t('agents.distribution.chainEnd')}
      </Text>
      {!isReadOnly && chain.length < MOST_STEPS && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...chain, nextStep(chain)])}
          >
            {t('agents.distribution.addStep')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface StepProps {
  step: DistributionStep;
  place: number;
  isReadOnly: boolean;
  onChange: (step: DistributionStep) => void;
}

function Step({ step, place, isReadOnly, onChange }: StepProps): ReactNode {
  const { t } = useTranslation();
  const agents = useQuery(agentsQuery).data ?? [];
  const chooseRule = (name: string): void => {
    const rule = rules.find((one) => one === name);
    if (rule !== undefined) onChange(withRule(step, rule));
  };
  return (
    <Stack gap="xs" className="recado-chain-step-fields">
      <div className="recado-chain-step-selects">
        <NativeSelect
          aria-label={t('agents.distribution.rule', { place })}
          value={step.rule}
          disabled={isReadOnly}
          data={rules.map((value) => ({ value, label: t(`agents.rules.${value}.title`) }))}
          onChange={({ currentTarget }) => chooseRule(currentTarget.value)}
        />
        {step.rule !== 'skills' && (
          <NativeSelect
            aria-label={t('agents.distribution.among', { place })}
            value={step.agents}
            disabled={isReadOnly}
            data={(['human', 'automatic'] as const).map((value) => ({
              value,
              label: t(`agents.distribution.agents.${value}`),
            }))}
            onChange={({ currentTarget }) =>
              onChange({ ...step, agents: currentTarget.value === 'automatic' ? 'automatic' : 'human' })
            }
          />
        )}
      </div>
      <Text size="sm" c="dimmed">
        {t(`agents.rules.${step.rule}.hint`)}
      </Text>
      {step.rule === 'skills' && (
        <TagsInput
          aria-label={t('agents.distribution.skills', { place })}
          placeholder={(step.skills ?? []).length === 0 ? t('agents.distribution.skillsOfConversation') : ''}
          value={step.skills ?? []}
          data={knownSkills(agents)}
          readOnly={isReadOnly}
          maxTags={20}
          onChange={(skills) => onChange({ ...step, skills: skills.map((skill) => skill.toLowerCase()) })}
        />
      )}
    </Stack>
  );
}
