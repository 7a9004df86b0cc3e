import { Badge, Group, Progress, Table, Text } from '@mantine/core';
import type { Agent } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { useNow } from '../../../lib/use-now.ts';
import { ListTable } from '../../../ui/list-table.tsx';
import { TextLink } from '../../../ui/router-link.tsx';
import { typeIcons } from '../agent-types.ts';
import { AgentMenu } from './agent-menu.tsx';
import { hoursStateOf } from './hours-state-policy.ts';
import { Presence } from './presence-menu.tsx';
import { skillsOf } from './skills-policy.ts';

/** The agents of a number: who is at work, how much they have, and what they can do. */
export function AgentTable({ agents, label }: { agents: readonly Agent[]; label: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <ListTable
      columns={[
        { name: t('agents.columns.agent'), width: '27%' },
        { name: t('agents.columns.presence'), width: '17%' },
        { name: t('agents.columns.load'), width: '19%' },
        { name: t('agents.columns.hours'), width: '13%' },
        t('agents.columns.skills'),
      ]}
      hasActions
      label={label}
    >
      {agents.map((agent) => (
        <AgentRow key={agent.id} agent={agent} />
      ))}
    </ListTable>
  );
}

function AgentRow({ agent }: { agent: Agent }): ReactNode {
  const { t } = useTranslation();
  const Icon = typeIcons[agent.type];
  const hours = hoursStateOf(agent, new Date(useNow(60_000)));
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <span className="recado-agent-icon" aria-hidden>
            <Icon size={18} />
          </span>
          <div className="recado-agent-name">
            <TextLink to="/agents/$agentId" params={{ agentId: agent.id }} fw={550} size="sm">
              {agent.name}
            </TextLink>
            <Text size="xs" c="dimmed">
              {t(`agents.types.${agent.type}`)} · {t('agents.priorityOf', { priority: agent.priority })}
            </Text>
          </div>
        </Group>
      </Table.Td>
      <Table.Td data-label={t('agents.columns.presence')}>
        {agent.isActive ? (
          <Presence agent={agent} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('agents.off')}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t('agents.columns.load')}>
        <Load agent={agent} />
      </Table.Td>
      <Table.Td data-label={t('agents.columns.hours')}>
        <Text size="sm" c={hours === 'closed' ? 'dimmed' : undefined}>
          {t(`agents.hoursNow.${hours}`)}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('agents.columns.skills')}>
        <Skills skills={skillsOf(agent)} />
      </Table.Td>
      <Table.Td className="recado-row-actions">
        <AgentMenu agent={agent} />
      </Table.Td>
    </Table.Tr>
  );
}

function Load({ agent: { load, capacity, name } }: { agent: Agent }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (capacity === null) return <Text size="sm">{format.number(load)}</Text>;
  const share = Math.min(100, (100 * load) / capacity);
  return (
    <div className="recado-load">
      <Text size="sm">
        {t('agents.loadOf', { load: format.number(load), capacity: format.number(capacity) })}
      </Text>
      <Progress
        value={share}
        size={4}
        color={share >= 100 ? 'yellow.8' : 'recado'}
        aria-label={t('agents.loadOfAgent', { name })}
      />
    </div>
  );
}

function Skills({ skills }: { skills: readonly string[] }): ReactNode {
  if (skills.length === 0) return <Text size="sm">–</Text>;
  return (
    <Group gap={4}>
      {skills.map((skill) => (
        <Badge key={skill} variant="default" tt="none" fw={500}>
          {skill}
        </Badge>
      ))}
    </Group>
  );
}
