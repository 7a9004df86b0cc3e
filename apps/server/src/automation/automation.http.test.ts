import { AgentTurnPage } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAutomationScene, type AutomationScene } from '../../test/harness/automation-scene.ts';
import type { MessagingScene } from '../../test/harness/messaging-scene.ts';
import { seedApiKey, seedTenant } from '../../test/harness/seed.ts';
import { AcceptMessage } from '../messages/index.ts';
import { FollowArrivals } from './turns/follow-arrivals.ts';

let scene: MessagingScene;
let automation: AutomationScene;
beforeAll(async () => {
  automation = await createAutomationScene();
  scene = automation.messaging;
});
afterAll(() => scene.cloud.close());
afterEach(() => {
  vi.restoreAllMocks();
});

const menu = {
  text: 'Como podemos ajudar?',
  options: [
    { number: 1, title: 'Endereço', reply: 'Rua Augusta, 100.' },
    { number: 2, title: 'Atendente', reply: 'Já chamo.', then: 'handoff', skills: ['vendas'] },
    { number: 3, title: 'Nada', reply: 'Até logo!', then: 'close' },
  ],
};
const shownMenu = 'Como podemos ajudar?\n\n*1* - Endereço\n*2* - Atendente\n*3* - Nada';
const echo = { fallback: { reply: 'eco', then: 'stay' } };

describe('a bot', () => {
  it('greets, shows its menu, answers, and hands over to a person, who is waited for', async () => {
    const bot = await automation.onlyAgent('bot', { greeting: 'Olá!', menu });
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('Olá!', shownMenu);
    expect(await talk.conversation()).toMatchObject({ status: 'pending', assignee: { agentId: bot.id } });
    talk.writes('1');
    await talk.hears('Olá!', shownMenu, 'Rua Augusta, 100.');
    talk.writes('2');
    await talk.hears('Olá!', shownMenu, 'Rua Augusta, 100.', 'Já chamo.');
    await talk.reaches('waiting');
    expect(await talk.conversation()).toMatchObject({ assignee: null, requiredSkills: ['vendas'] });
    const turns = await talk.ends('done', 'done', 'done');
    expect(turns.map(({ plan }) => [plan?.why, plan?.then])).toEqual([
      ['first menu', 'stay'],
      ['menu option 1 (Endereço)', 'stay'],
      ['menu option 2 (Atendente)', 'handoff'],
    ]);
    expect(turns.flatMap(({ messageIds }) => messageIds)).toEqual(await talk.received());
    for (const message of await talk.messages('outbound'))
      expect(message.sentBy).toEqual({ userId: null, agentId: bot.id, broadcastId: null });
    // What the customer writes now is for people.
    talk.writes('alguém?');
    await expect.poll(async () => (await talk.received()).length).toBe(4);
    expect(await talk.turns()).toHaveLength(3);
  });

  it('closes, and begins anew when the customer comes back', async () => {
    await automation.onlyAgent('bot', { greeting: 'Olá!', menu });
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('Olá!', shownMenu);
    talk.writes('3');
    await talk.reaches('closed');
    talk.writes('2');
    await talk.hears('Olá!', shownMenu, 'Até logo!', 'Olá!', shownMenu);
    await talk.reaches('pending');
  });

  it('answers each message once, however many come at once', async () => {
    await automation.onlyAgent('bot', echo);
    const talk = automation.newCustomer();
    const texts = Array.from({ length: 12 }, (_, place) => `mensagem ${String(place)}`);
    talk.writes(...texts);
    await expect.poll(async () => (await talk.received()).length).toBe(texts.length);
    await expect
      .poll(async () =>
        (await talk.turns()).flatMap((turn) => (turn.state === 'done' ? turn.messageIds : [])).sort(),
      )
      .toEqual((await talk.received()).sort());
    const turns = await talk.turns();
    await talk.hears(...turns.map(() => 'eco'));
  });

  it('answers what it is given by hand, once', async () => {
    const bot = await automation.onlyAgent('bot', echo);
    await automation.sql('update agents set is_active = false');
    const talk = automation.newCustomer();
    talk.writes('tem alguém aí?');
    const id = await talk.id();
    await automation.sql('update agents set is_active = true where id = $1', [bot.id]);
    const assigned = await scene.call('POST', `/conversations/${id}/assign`, {
      payload: { agentId: bot.id },
    });
    expect(assigned).toMatchObject({ status: 200 });
    await talk.hears('eco');
    const [turn] = await talk.ends('done');
    expect(turn?.messageIds).toEqual(await talk.received());
  });
});

describe('nobody is answered', () => {
  it('in a group', async () => {
    await automation.onlyAgent('bot', echo);
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('eco');
    await automation.sql('update conversations set is_group = true where id = $1', [await talk.id()]);
    const follow = vi.spyOn(scene.cloud.app.get(FollowArrivals), 'follow');
    talk.writes('oi?');
    await expect.poll(() => follow.mock.settledResults.length).toBe(1);
    expect(await talk.turns()).toHaveLength(1);
  });

  it('who opts out, until they write again', async () => {
    await automation.onlyAgent('bot', echo);
    const talk = automation.newCustomer();
    talk.writes('SAIR');
    const [turn] = await talk.ends('dropped');
    expect(turn?.error?.code).toBe('recipient_opted_out');
    const confirmation: unknown = expect.stringContaining('VOLTAR');
    await talk.hears(confirmation);
    talk.writes('ainda tenho uma pergunta');
    await talk.hears(confirmation, 'eco');
  });

  it('who is blocked', async () => {
    await automation.onlyAgent('bot', echo);
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('eco');
    await automation.sql('update contacts set is_blocked = true where id = $1', [
      (await talk.conversation()).contact.id,
    ]);
    talk.writes('oi?');
    await expect.poll(async () => (await talk.received()).length).toBe(2);
    expect(await talk.turns()).toHaveLength(1);
  });

  it('for a sign on a message', async () => {
    await automation.onlyAgent('bot', echo);
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('eco');
    talk.telephone.react((await talk.telephone.next()).wamid, '👍');
    await expect.poll(async () => (await talk.received()).length).toBe(2);
    expect(await talk.turns()).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  it('between two messages of a plan sends neither of them twice', async () => {
    const reply = ['um', 'dois', 'três'];
    await automation.onlyAgent('bot', { fallback: { reply, then: 'close' } });
    const accept = scene.cloud.app.get(AcceptMessage);
    const execute = accept.execute.bind(accept);
    vi.spyOn(accept, 'execute')
      .mockImplementationOnce(execute)
      .mockImplementationOnce(async (...given) => {
        await execute(...given);
        throw new Error('The worker dies');
      });
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.reaches('closed');
    await talk.hears('um', 'dois', 'três');
    const [turn] = await talk.ends('done');
    expect(turn?.attempt).toBe(2);
  });

  it('before the first message leaves the plan to be carried out, not decided again', async () => {
    await automation.onlyAgent('bot', echo);
    vi.spyOn(scene.cloud.app.get(AcceptMessage), 'execute').mockRejectedValueOnce(
      new Error('The worker dies'),
    );
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('eco');
    const [turn] = await talk.ends('done');
    expect(turn).toMatchObject({ attempt: 2, error: null });
  });
});

it('a plan that cannot be sent hands over to a person, with the reason', async () => {
  await automation.onlyAgent('bot', {
    fallback: { reply: { type: 'poll', content: { question: 'Cor?', options: ['a', 'b'] } }, then: 'stay' },
  });
  const talk = automation.newCustomer();
  talk.writes('oi');
  await talk.reaches('waiting');
  const [turn] = await talk.ends('failed');
  expect(turn?.error).toMatchObject({ code: 'not_supported_by_channel' });
});

describe('GET /conversations/:id/turns', () => {
  it('pages without gap or repetition, newest first', async () => {
    await automation.onlyAgent('bot', echo);
    const talk = automation.newCustomer();
    for (const count of [1, 2, 3]) {
      talk.writes('oi');
      await talk.hears(...Array.from({ length: count }, () => 'eco'));
    }
    const ids = (await talk.ends('done', 'done', 'done')).map(({ id }) => id);
    const url = `/conversations/${await talk.id()}/turns?limit=2`;
    const first = AgentTurnPage.parse((await scene.call('GET', url)).body);
    const second = AgentTurnPage.parse(
      (await scene.call('GET', `${url}&cursor=${first.nextCursor ?? ''}`)).body,
    );
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.reverse());
    expect(second.nextCursor).toBeNull();
    expect(await scene.call('GET', `${url}&cursor=abc`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  it('404 for another tenant and for a key of other instances', async () => {
    await automation.onlyAgent('bot', echo);
    const talk = automation.newCustomer();
    talk.writes('oi');
    const url = `/conversations/${await talk.id()}/turns`;
    const stranger = await seedTenant(scene.cloud);
    const key = await seedApiKey(scene.cloud, scene.cloud.tenant.tenantId, { instanceIds: [] });
    for (const headers of [stranger.authorization('admin'), key.headers])
      expect(await scene.call('GET', url, { headers })).toMatchObject({ status: 404 });
  });
});

it('the figures count what became of turns', async () => {
  const { payload } = await scene.cloud.app.inject({ method: 'GET', url: '/metrics' });
  expect(payload).toMatch(/recado_agent_turns_total\{type="bot",outcome="answered"\} \d/);
  expect(payload).toMatch(/recado_agent_decision_seconds_count\{type="bot"\} \d/);
});
