import { Button, Popover, Text, TextInput } from '@mantine/core';
import type { Agent, Conversation } from '@recado/sdk';
import { IconRobot, IconUserCircle, IconUserPlus } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgents, useMyAgents } from '../../../lib/api/agents.ts';
import { Dot } from '../../../ui/dot.tsx';
import { assignableAgents } from './agent-order-policy.ts';
import type { ConversationActions } from './conversation-actions.ts';

export interface AssignMenuProps {
  conversation: Conversation;
  assign: ConversationActions['assign'];
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}

/** Who has the conversation, and to whom it can be given; oneself first. */
export function AssignMenu({ conversation, assign, isOpen, onToggle }: AssignMenuProps): ReactNode {
  const { t } = useTranslation();
  const { assignee } = conversation;
  const Icon = assignee === null ? IconUserPlus : assignee.type === 'human' ? IconUserCircle : IconRobot;
  const label = assignee?.name ?? t('inbox.actions.assign');
  return (
    <Popover opened={isOpen} onChange={onToggle} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          className="recado-assign"
          leftSection={<Icon size={14} aria-hidden />}
          loading={assign.isPending}
          aria-label={assignee === null ? label : t('inbox.actions.assignedTo', { name: assignee.name })}
          onClick={() => onToggle(!isOpen)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label={t('inbox.actions.assign')}>
        <AgentChoice
          conversation={conversation}
          onChoose={(agentId) => {
            onToggle(false);
            assign.mutate(agentId);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

export interface AgentChoiceProps {
  conversation: Conversation;
  onChoose: (agentId: string) => void;
}

/** A field that narrows the agents of the number, and the list below it, gone through with the arrows. */
function AgentChoice({ conversation, onChoose }: AgentChoiceProps): ReactNode {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const mine = useMyAgents().map(({ id }) => id);
  const agents = assignableAgents(useAgents() ?? [], conversation.instanceId, { typed, mine });
  const chosen = agents[Math.min(place, agents.length - 1)];
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && chosen !== undefined) onChoose(chosen.id);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || agents.length === 0) return;
    event.preventDefault();
    setPlace((place + step + agents.length) % agents.length);
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t('inbox.assign.search')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        placeholder={t('inbox.assign.search')}
        size="xs"
        mb={6}
        value={typed}
        onKeyDown={onKey}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPlace(0);
        }}
      />
      <div role="listbox" id={listId} aria-label={t('inbox.assign.agents')} className="recado-agents">
        {agents.map((agent) => (
          <AgentOption
            key={agent.id}
            id={`${listId}-${agent.id}`}
            agent={agent}
            isMine={mine.includes(agent.id)}
            isChosen={agent === chosen}
            hasIt={agent.id === conversation.assignee?.agentId}
            onChoose={() => onChoose(agent.id)}
          />
        ))}
      </div>
      {agents.length === 0 && (
        <Text size="sm" c="dimmed" p="xs">
          {t(typed === '' ? 'inbox.assign.nobody' : 'inbox.assign.none')}
        </Text>
      )}
    </>
  );
}

const presenceColors = { online: 'green', away: 'yellow', offline: 'gray' } as const;

interface AgentOptionProps {
  id: string;
  agent: Agent;
  isMine: boolean;
  isChosen: boolean;
  hasIt: boolean;
  onChoose: () => void;
}

function AgentOption({ id, agent, isMine, isChosen, hasIt, onChoose }: AgentOptionProps): ReactNode {
  const { t } = useTranslation();
  const { name, presence, type, load, capacity } = agent;
  return (
    <button
      type="button"
      role="option"
      id={id}
      aria-selected={isChosen}
      tabIndex={-1}
      className="recado-command"
      onClick={onChoose}
    >
      {type === 'human' ? <Dot color={presenceColors[presence]} /> : <IconRobot size={14} aria-hidden />}
      <span className="recado-assignable-name">
        <span>
          {isMine ? t('inbox.assign.me', { name }) : name}
          {hasIt && <span className="recado-dimmed"> · {t('inbox.assign.hasIt')}</span>}
        </span>
        <span className="recado-dimmed">
          {type === 'human' ? t(`inbox.presence.${presence}`) : t('inbox.assign.automatic')}
        </span>
      </span>
      <span className="recado-dimmed recado-nowrap">
        {capacity === null ? load : t('inbox.assign.load', { load, capacity })}
      </span>
    </button>
  );
}
