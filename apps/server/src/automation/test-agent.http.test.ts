import { randomUUID } from 'node:crypto';
import { AgentTestResult } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  completion,
  createAutomationScene,
  type AutomationScene,
} from '../../test/harness/automation-scene.ts';
import { seedApiKey, seedTenant } from '../../test/harness/seed.ts';
import { startWebhookReceiver, status, type WebhookReceiver } from '../../test/harness/webhook-receiver.ts';

let automation: AutomationScene;
let service: WebhookReceiver;
beforeAll(async () => {
  automation = await createAutomationScene();
});
afterAll(() => automation.messaging.cloud.close());
beforeEach(async () => {
  service = await startWebhookReceiver();
});
afterEach(() => service.close());

const Asked = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });

describe('POST /agents/:id/test', () => {
  const messages = [
    { direction: 'inbound', text: 'oi' },
    { direction: 'outbound', text: 'Pois não?' },
    { direction: 'inbound', text: 'quero um desconto' },
  ];
  const test = async (id: string, payload: object = { messages }) =>
    AgentTestResult.parse((await automation.messaging.call('POST', `/agents/${id}/test`, { payload })).body);

  it('200 asks the service for real, and sends nothing', async () => {
    const agent = await automation.onlyAgent('ai', {
      baseUrl: service.url,
      model: 'um-modelo',
      instructions: 'Seja breve.',
    });
    service.answerWith(completion('Não posso.'));
    expect(await test(agent.id)).toMatchObject({
      plan: { messages: [{ content: 'Não posso.' }], then: 'stay' },
      state: { turns: 1, tokens: 100 },
      usage: { totalTokens: 100 },
      error: null,
    });
    const { messages: asked } = Asked.parse(JSON.parse(service.received[0]?.body ?? ''));
    expect(asked.map(({ content }) => content)).toEqual([
      'Seja breve.',
      'oi',
      'Pois não?',
      'quero um desconto',
    ]);
    expect(await automation.sql('select from agent_turns where agent_id = $1', [agent.id])).toEqual([]);
  });

  it('200 tells how the service failed', async () => {
    const agent = await automation.onlyAgent('http', { url: service.url });
    service.answerWith(status(500));
    expect(await test(agent.id)).toMatchObject({ plan: null, error: { code: 'http_500' } });
  });

  it('200 plays a conversation on with the state of the answer before', async () => {
    const menu = { text: 'Menu', options: [{ number: 1, title: 'Endereço', reply: 'Rua Augusta, 100.' }] };
    const bot = await automation.onlyAgent('bot', { menu });
    const first = await test(bot.id, { messages: messages.slice(0, 1) });
    expect(first.plan?.why).toBe('first menu');
    const one = [{ direction: 'inbound', text: '1' }];
    expect((await test(bot.id, { messages: one, state: first.state })).plan?.why).toBe(
      'menu option 1 (Endereço)',
    );
    expect((await test(bot.id, { messages: one })).plan?.why).toBe('first menu');
  });

  it('refuses a person, what is not there, and what is not the caller’s', async () => {
    const bot = await automation.onlyAgent('bot', {});
    const person = await automation.anotherAgent('human');
    const payload = { messages };
    const answer = (id: string, headers = {}) =>
      automation.messaging.call('POST', `/agents/${id}/test`, { payload, headers });
    expect(await answer(person.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await answer(randomUUID())).toMatchObject({ status: 404 });
    const stranger = await seedTenant(automation.messaging.cloud);
    const key = await seedApiKey(automation.messaging.cloud, automation.messaging.cloud.tenant.tenantId, {
      instanceIds: [],
    });
    expect(await answer(bot.id, stranger.authorization('admin'))).toMatchObject({ status: 404 });
    expect(await answer(bot.id, key.headers)).toMatchObject({ status: 404 });
    expect(
      await automation.messaging.call('POST', `/agents/${bot.id}/test`, { payload, role: 'viewer' }),
    ).toMatchObject({
      status: 403,
    });
  });

  it('400 names what is wrong', async () => {
    const bot = await automation.onlyAgent('bot', {});
    for (const payload of [{}, { messages: messages.slice(0, 2) }])
      expect(await automation.messaging.call('POST', `/agents/${bot.id}/test`, { payload })).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', errors: [{ path: 'messages' }] },
      });
  });
});

describe('POST /agents/test', () => {
  const messages = [{ direction: 'inbound', text: 'Quero um atendente' }];
  const configuration = {
    rules: [{ keywords: ['atendente'], reply: 'Já chamo.', then: 'handoff' }],
    businessHours: {
      timeZone: 'America/Sao_Paulo',
      weekly: [{ days: ['tuesday'], from: '09:00', to: '18:00' }],
      closedReply: 'Fechado.',
    },
  };
  const test = (changes: object) =>
    automation.messaging.call('POST', '/agents/test', {
      payload: { type: 'bot', configuration, messages, ...changes },
    });

  it('200 tries settings that are not saved, at any time', async () => {
    expect(await test({ at: '2026-11-24T12:00:00-03:00' })).toMatchObject({
      status: 200,
      body: { plan: { messages: [{ content: 'Já chamo.' }], then: 'handoff', why: 'rule 1: "atendente"' } },
    });
    expect(await test({ at: '2026-11-24T20:00:00-03:00' })).toMatchObject({
      body: { plan: { messages: [{ content: 'Fechado.' }], then: 'stay' } },
    });
  });

  it('400 names what is wrong with them', async () => {
    expect(await test({ configuration: { rules: [{ keywords: ['a'] }] } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'configuration.rules.0.reply' }] },
    });
    expect(await test({ type: 'http' })).toMatchObject({ status: 400 });
  });
});
