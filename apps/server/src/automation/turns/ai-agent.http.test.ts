import type { Agent } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  completion,
  createAutomationScene,
  inTurn,
  type AutomationScene,
} from '../../../test/harness/automation-scene.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/harness/webhook-receiver.ts';

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

const aiAgent = (configuration: object = {}): Promise<Agent> =>
  automation.onlyAgent('ai', {
    baseUrl: service.url,
    apiKey: 'sk-segredo',
    model: 'um-modelo',
    instructions: 'Seja breve.',
    onFailure: { reply: 'Um momento.' },
    ...configuration,
  });

const Asked = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });
const asked = () => service.received.map(({ body }) => Asked.parse(JSON.parse(body)).messages);

describe('an ai agent', () => {
  it('answers with what was said before in mind, and hands over with its reason', async () => {
    await aiAgent();
    const handoff = { name: 'handoff', arguments: '{"reason":"quer um desconto","skills":["vendas"]}' };
    service.answerWith(inTurn(completion('Pois não?'), completion(null, handoff)));
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('Pois não?');
    talk.writes('quero um desconto');
    await talk.reaches('waiting');
    expect(asked().at(-1)).toEqual([
      { role: 'system', content: 'Seja breve.' },
      { role: 'user', content: 'oi' },
      { role: 'assistant', content: 'Pois não?' },
      { role: 'user', content: 'quero um desconto' },
    ]);
    expect(service.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer sk-segredo',
      'Bearer sk-segredo',
    ]);
    const turns = await talk.ends('done', 'done');
    expect(turns[1]).toMatchObject({
      plan: { then: 'handoff', skills: ['vendas'], why: 'the model: quer um desconto' },
      usage: { promptTokens: 90, completionTokens: 10, totalTokens: 100 },
    });
    expect(await talk.conversation()).toMatchObject({ requiredSkills: ['vendas'] });
  });

  it.each([
    ['turns', { maxTurns: 2 }, 'turn_limit'],
    ['tokens', { maxTokens: 150 }, 'token_limit'],
  ])('at its limit of %s a person takes over, and it is not asked', async (_, limit, code) => {
    await aiAgent(limit);
    service.answerWith(completion('Certo'));
    const talk = automation.newCustomer();
    talk.writes('um');
    await talk.hears('Certo');
    talk.writes('dois');
    await talk.hears('Certo', 'Certo');
    talk.writes('três');
    await talk.reaches('waiting');
    await talk.hears('Certo', 'Certo', 'Um momento.');
    expect((await talk.ends('done', 'done', 'failed')).at(-1)?.error?.code).toBe(code);
    expect(service.received).toHaveLength(2);
  });

  it('begins its limits anew with the next conversation', async () => {
    await aiAgent({ maxTurns: 1, tools: { close: true } });
    service.answerWith(completion('Até logo', { name: 'close', arguments: '{"reason":"pronto"}' }));
    const talk = automation.newCustomer();
    talk.writes('um');
    await talk.hears('Até logo');
    await talk.reaches('closed');
    talk.writes('dois');
    await talk.hears('Até logo', 'Até logo');
    await talk.ends('done', 'done');
  });
});
