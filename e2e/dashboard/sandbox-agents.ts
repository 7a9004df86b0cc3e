import { Agent, AgentPage } from '@recado/contracts';
import type { ApiClient } from '../harness/api.ts';
import { webNumber } from './sandbox-numbers.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const hours = {
  timeZone: 'America/Sao_Paulo',
  weekly: [
    { days: weekdays, from: '09:00', to: '12:00' },
    { days: weekdays, from: '13:00', to: '18:00' },
    { days: ['saturday'], from: '09:00', to: '13:00' },
  ],
  holidays: ['2026-12-25'],
};

const bot = {
  greeting: 'Olá! Aqui é o assistente da Casa Aurora.',
  menu: {
    text: 'Como podemos ajudar?',
    options: [
      {
        number: 1,
        title: 'Vendas',
        then: 'handoff',
        skills: ['vendas'],
        reply: 'Já chamo alguém de vendas.',
      },
      { number: 2, title: 'Endereço', reply: 'Rua Augusta, 100, São Paulo. Aberto até as 18h.' },
    ],
    invalidReply: 'Não entendi. Responda com o número de uma das opções.',
    maxInvalid: 3,
  },
  rules: [
    { keywords: ['atendente', 'humano'], match: 'contains', reply: 'Já chamo alguém.', then: 'handoff' },
  ],
};

/** A team as a small shop has it. */
const team = [
  { name: 'Assistente', type: 'bot', configuration: bot, priority: 0 },
  { name: 'Ana', type: 'human', configuration: { skills: ['vendas', 'inglês'], capacity: 6 }, priority: 1 },
  {
    name: 'Bruno',
    type: 'human',
    configuration: { skills: ['financeiro'], workingHours: hours },
    priority: 1,
  },
  { name: 'Carla', type: 'human', configuration: { skills: ['vendas'], capacity: 3 }, priority: 2 },
  { name: 'Davi', type: 'human', configuration: {}, priority: 5 },
];

/** The team on the number that waits to be linked, where it answers nobody, made once: Ana is at work, Carla away; Davi is switched off. */
export async function sandboxTeam(client: ApiClient): Promise<Map<string, Agent>> {
  const { id: instanceId } = await webNumber(client);
  const { items } = AgentPage.parse(await client.expect('GET', `/agents?limit=100&instanceId=${instanceId}`));
  const agents = new Map(items.map((agent) => [agent.name, agent]));
  for (const member of team)
    if (!agents.has(member.name))
      agents.set(member.name, Agent.parse(await client.expect('POST', '/agents', { ...member, instanceId })));
  for (const [name, presence] of [
    ['Ana', 'online'],
    ['Carla', 'away'],
  ] as const)
    await client.expect('PUT', `/agents/${agents.get(name)?.id ?? ''}/presence`, { presence });
  const former = agents.get('Davi');
  if (former?.isActive === true) {
    const { name, type, priority, configuration } = former;
    await client.expect('PUT', `/agents/${former.id}`, {
      name,
      type,
      priority,
      configuration,
      isActive: false,
    });
  }
  return agents;
}

/** The id of one of the team. */
export async function agentOfTeam(client: ApiClient, name: string): Promise<string> {
  const agent = (await sandboxTeam(client)).get(name);
  if (agent === undefined) throw new Error(`The team has no ${name}`);
  return agent.id;
}

/** Somebody at any number is at work again: a presence that nobody renews ends by itself. */
export async function goOnline(client: ApiClient, name: string): Promise<void> {
  const { items } = AgentPage.parse(await client.expect('GET', '/agents?limit=100'));
  const agent = items.find((one) => one.name === name);
  if (agent === undefined) throw new Error(`There is no agent ${name}`);
  await client.expect('PUT', `/agents/${agent.id}/presence`, { presence: 'online' });
}
