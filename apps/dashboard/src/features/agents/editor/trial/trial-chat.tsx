import { ActionIcon, Button, Group, Loader, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { testAgent, testBot, type AgentTestResult } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../../lib/api/client.ts';
import { call } from '../../../../lib/api/problem.ts';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import type { BotBody } from '../agent-draft.ts';
import { TrialTurn } from './trial-turn.tsx';
import { answered, endingOf, newTrial, toldMessages, type Trial } from './trial-policy.ts';

/** Who is tried: a bot as it stands in the form, or an agent as it is saved. */
export type TriedAgent = { type: 'draft'; configuration: BotBody } | { type: 'saved'; id: string };

export interface TrialChatProps {
  /** Undefined while there is nobody to be tried. */
  agent: TriedAgent | undefined;
  /** What there is to know about who is tried. */
  note: string;
}

function ask(agent: TriedAgent, { lines, state }: Trial): Promise<AgentTestResult> {
  const rehearsal = { messages: toldMessages(lines), ...(state !== undefined && { state }) };
  return agent.type === 'draft'
    ? call(testBot({ client, body: { type: 'bot', configuration: agent.configuration, ...rehearsal } }))
    : call(testAgent({ client, path: { id: agent.id }, body: rehearsal }));
}

/** A conversation with an agent that nobody else sees: each answer with what decided it. Nothing is sent. */
export function TrialChat({ agent, note }: TrialChatProps): ReactNode {
  const { t } = useTranslation();
  const [trial, setTrial] = useState(newTrial);
  const answer = useMutation({
    mutationFn: ({ to, after }: { to: TriedAgent; after: Trial }) => ask(to, after),
    onSuccess: (result, { after }) => setTrial(answered(after, result)),
  });
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Only the log: on a narrow screen it is far below the beginning of the page, which must not move.
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [trial]);
  const say = (text: string): void => {
    if (agent === undefined) return;
    const after: Trial = { ...trial, lines: [...trial.lines, { kind: 'customer', text }] };
    setTrial(after);
    answer.mutate({ to: agent, after });
  };
  const restart = (): void => {
    answer.reset();
    setTrial(newTrial);
  };
  return (
    <Panel
      title={t('agents.trial.title')}
      actions={
        trial.lines.length > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={restart}
          >
            {t('agents.trial.restart')}
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        {note}
      </Text>
      <ScrollArea.Autosize
        mah={420}
        type="auto"
        viewportRef={log}
        viewportProps={{ tabIndex: 0, 'aria-label': t('agents.trial.log') }}
      >
        <Stack gap="sm" role="log" aria-label={t('agents.trial.log')}>
          {trial.lines.map((line, index) =>
            line.kind === 'customer' ? (
              <div key={index} className="recado-bubble recado-bubble-customer">
                {line.text}
              </div>
            ) : (
              <TrialTurn key={index} line={line} />
            ),
          )}
          {answer.isPending && <Loader type="dots" size="sm" aria-label={t('words.loading')} />}
        </Stack>
      </ScrollArea.Autosize>
      {answer.isError && <ErrorState error={answer.error} />}
      <Say
        isDisabled={agent === undefined || answer.isPending || endingOf(trial) !== undefined}
        onSay={say}
      />
    </Panel>
  );
}

function Say({ isDisabled, onSay }: { isDisabled: boolean; onSay: (text: string) => void }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() === '' || isDisabled) return;
    onSay(text.trim());
    setText('');
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" mt="sm" wrap="nowrap">
        <TextInput
          flex={1}
          miw={0}
          aria-label={t('agents.trial.write')}
          placeholder={t('agents.trial.write')}
          value={text}
          maxLength={4_096}
          autoComplete="off"
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <ActionIcon
          type="submit"
          size={36}
          aria-label={t('agents.trial.send')}
          disabled={isDisabled || text.trim() === ''}
        >
          <IconSend size={16} />
        </ActionIcon>
      </Group>
    </form>
  );
}
