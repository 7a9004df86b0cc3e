import { AgentTurnRequest, type Agent } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createAutomationScene,
  inTurn,
  json,
  type AutomationScene,
} from '../../../test/harness/automation-scene.ts';
import {
  startWebhookReceiver,
  status,
  verified,
  type AnswerRequest,
  type WebhookReceiver,
} from '../../../test/harness/webhook-receiver.ts';

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

const says = (...texts: string[]) => ({ messages: texts.map((content) => ({ type: 'text', content })) });

const httpAgent = (configuration: object = {}): Promise<Agent> =>
  automation.onlyAgent('http', { url: service.url, onFailure: { reply: 'Um momento.' }, ...configuration });

describe('an http agent', () => {
  it('is asked for each turn with what was said before, signed with its key, and its answer is sent', async () => {
    const { secret = '' } = await httpAgent({ historyMessages: 2 });
    service.answerWith(inTurn(json(says('Olá', 'Pois não?')), json({ ...says('Já chamo.'), handoff: {} })));
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('Olá', 'Pois não?');
    talk.writes('quero falar com alguém');
    await talk.hears('Olá', 'Pois não?', 'Já chamo.');
    await talk.reaches('waiting');
    const requests = service.received.map((request) => AgentTurnRequest.parse(verified(secret, request)));
    const [first, second] = requests;
    const conversation = await talk.conversation();
    expect(first).toMatchObject({
      conversation: { id: conversation.id, instanceId: automation.messaging.instanceId },
      contact: { id: conversation.contact.id, address: talk.recipient },
      messages: [{ direction: 'inbound', message: { type: 'text', content: 'oi' } }],
      newMessages: 1,
    });
    expect(second?.messages.map(({ message }) => message.content)).toEqual([
      'Olá',
      'Pois não?',
      'quero falar com alguém',
    ]);
    expect((await talk.turns()).map(({ id }) => id)).toEqual(requests.map(({ turnId }) => turnId));
  });

  it('is asked once more after a failure that may pass, with the same turn', async () => {
    await httpAgent();
    service.answerWith(inTurn(status(503), json(says('Agora sim'))));
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.hears('Agora sim');
    const [turn] = await talk.ends('done');
    expect(turn).toMatchObject({ attempt: 1, error: null });
    expect(service.received.map(({ headers }) => headers['webhook-id'])).toEqual([turn?.id, turn?.id]);
  });

  it.each<[string, AnswerRequest, object, string]>([
    ['refuses', status(401), {}, 'http_401'],
    ['sends elsewhere', status(307, { location: 'http://127.0.0.1:1/' }), {}, 'redirect_not_followed'],
    ['answers what is no answer', json({ text: 'oi' }), {}, 'bad_answer'],
  ])('that %s is not asked again: a person takes over, who can see why', async (_, answer, changes, code) => {
    await httpAgent(changes);
    service.answerWith(answer);
    const talk = automation.newCustomer();
    talk.writes('oi');
    await talk.reaches('waiting');
    await talk.hears('Um momento.');
    const [turn] = await talk.ends('failed');
    expect(turn).toMatchObject({ error: { code }, plan: { then: 'handoff', why: `failed: ${code}` } });
    expect(service.received).toHaveLength(1);
  });

  it('takes what the customer writes meanwhile as the next turn, and never answers twice', async () => {
    await httpAgent();
    const held: (() => void)[] = [];
    service.answerWith((response, request, count) => {
      held.push(() => {
        json(says(`resposta ${String(count)}`))(response, request, count);
      });
    });
    const talk = automation.newCustomer();
    talk.writes('um');
    await service.waitFor(1);
    talk.writes('dois', 'três');
    await expect.poll(async () => (await talk.received()).length).toBe(3);
    held[0]?.();
    await service.waitFor(2);
    held[1]?.();
    await talk.hears('resposta 1', 'resposta 2');
    const turns = await talk.ends('done', 'done');
    const received = await talk.received();
    expect(turns[0]?.messageIds).toEqual(received.slice(0, 1));
    expect(turns[1]?.messageIds.toSorted()).toEqual(received.slice(1).toSorted());
  });

  it('says nothing once a person has the conversation', async () => {
    await httpAgent();
    const person = await automation.anotherAgent('human');
    const held: (() => void)[] = [];
    service.answerWith((response, request, count) => {
      held.push(() => {
        json({ ...says('tarde demais'), close: true })(response, request, count);
      });
    });
    const talk = automation.newCustomer();
    talk.writes('oi');
    await service.waitFor(1);
    const payload = { agentId: person.id };
    expect(
      await automation.messaging.call('POST', `/conversations/${await talk.id()}/assign`, { payload }),
    ).toMatchObject({
      status: 200,
    });
    held[0]?.();
    const [turn] = await talk.ends('dropped');
    expect(turn?.error?.code).toBe('conversation_left');
    expect(await talk.heard()).toEqual([]);
    expect(await talk.conversation()).toMatchObject({ status: 'open', assignee: { agentId: person.id } });
  });
});
