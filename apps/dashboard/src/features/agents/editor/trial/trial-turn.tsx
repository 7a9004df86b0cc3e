import { Group, Stack, Text } from '@mantine/core';
import { IconArrowForwardUp, IconBulb, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/format.ts';
import { JsonView } from '../../../../ui/json-view.tsx';
import { shownText, type TrialLine } from './trial-policy.ts';
import { readWhy } from './why-policy.ts';

type Line = Extract<TrialLine, { kind: 'agent' }>;

/** What the agent says, and below it what decided it, what follows and what it remembers. */
export function TrialTurn({ line }: { line: Line }): ReactNode {
  const { plan, result } = line;
  return (
    <Stack gap={6} align="flex-start">
      {line.messages.map((message, index) => (
        <div key={index} className="recado-bubble recado-bubble-agent">
          {shownText(message)}
        </div>
      ))}
      {plan === null ? <Failure error={result.error} /> : <Decision plan={plan} usage={result.usage} />}
      <Memory state={result.state} />
    </Stack>
  );
}

function Decision({
  plan,
  usage,
}: {
  plan: NonNullable<Line['plan']>;
  usage: Line['result']['usage'];
}): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { key, ...values } = readWhy(plan.why);
  return (
    <>
      <Note icon={<IconBulb size={14} aria-hidden />}>
        {t(`agents.trial.why.${key}`, values)}
        {usage !== null && ` · ${t('agents.trial.tokens', { tokens: format.number(usage.totalTokens) })}`}
      </Note>
      {plan.then !== 'stay' && (
        <Note icon={<IconArrowForwardUp size={14} aria-hidden />}>
          {plan.then === 'close'
            ? t('agents.trial.closes')
            : plan.skills.length === 0
              ? t('agents.trial.handsOver')
              : t('agents.trial.handsOverTo', { skills: plan.skills.join(', ') })}
        </Note>
      )}
    </>
  );
}

function Failure({ error }: { error: Line['result']['error'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <Note icon={<IconX size={14} aria-hidden />}>
      {t('agents.trial.failed', { code: error?.code ?? '', detail: error?.detail ?? '' })}
    </Note>
  );
}

function Memory({ state }: { state: Line['result']['state'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <details className="recado-memory">
      <summary>{t('agents.trial.memory')}</summary>
      <JsonView label={t('agents.trial.memory')} value={state} />
    </details>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap" c="dimmed" align="flex-start" className="recado-trial-note">
      {icon}
      <Text size="xs" className="recado-break">
        {children}
      </Text>
    </Group>
  );
}
