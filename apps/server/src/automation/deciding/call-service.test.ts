import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AgentId, AgentTurnRequest, AiConfiguration, HttpConfiguration, TenantId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  startWebhookReceiver,
  status,
  verified,
  type AnswerRequest,
  type WebhookReceiver,
} from '../../../test/harness/webhook-receiver.ts';
import { SystemClock } from '../../platform/clock.ts';
import { Egress } from '../../platform/security/egress.ts';
import { AskAiAgent } from './ask-ai-agent.ts';
import { AskHttpAgent } from './ask-http-agent.ts';
import { CallService } from './call-service.ts';
import type { Memory, TurnContext } from './decision.ts';

const clock = new SystemClock();
const open = new Egress({ allow: ['127.0.0.0/8'], ownAddresses: () => [] });
const closed = new Egress({ allow: [], ownAddresses: () => [] });
const secret = 'segredo bem comprido';

let service: WebhookReceiver;
beforeAll(async () => {
  service = await startWebhookReceiver();
});
beforeEach(() => {
  service.received.length = 0;
});
afterAll(async () => {
  await Promise.all([service.close(), open.close(), closed.close()]);
});

const json =
  (body: unknown): AnswerRequest =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

const context = (changes: { type?: 'http' | 'ai'; memory?: Partial<Memory> } = {}): TurnContext => ({
  tenantId: TenantId.parse(randomUUID()),
  turnId: randomUUID(),
  agent: {
    id: AgentId.parse(randomUUID()),
    name: 'Serviço',
    type: changes.type ?? 'http',
    configuration: {},
    secrets: { secret, apiKey: 'sk-1' },
  },
  conversation: null,
  contact: null,
  messages: [
    { id: null, direction: 'outbound', message: { type: 'text', content: 'Olá' }, at: new Date(0) },
    { id: null, direction: 'inbound', message: { type: 'text', content: 'oi' }, at: new Date(1) },
  ],
  newMessages: 1,
  memory: { state: {}, turns: 0, tokens: 0, ...changes.memory },
  now: new Date(),
});

const httpSettings = (changes: object = {}) =>
  HttpConfiguration.parse({ url: service.url, timeoutSeconds: 1, ...changes });
const aiSettings = (changes: object = {}) =>
  AiConfiguration.parse({
    baseUrl: `${service.url}/v1/`,
    model: 'm',
    instructions: 'Seja breve.',
    timeoutSeconds: 1,
    ...changes,
  });

const askHttp = (changes: object = {}, egress = open, given = context()) =>
  new AskHttpAgent(new CallService(egress, clock), clock).execute(httpSettings(changes), given);
const askAi = (changes: object = {}, memory: Partial<Memory> = {}) =>
  new AskAiAgent(new CallService(open, clock)).execute(aiSettings(changes), context({ type: 'ai', memory }));

/** Begins an answer and never ends it. */
const hangs: AnswerRequest = (response: ServerResponse) => {
  response.writeHead(200).write('{');
};
const floods: AnswerRequest = (response) => {
  response.writeHead(200).end(`"${'x'.repeat(70_000)}"`);
};

describe('whatever the service does', () => {
  it.each<[name: string, answer: AnswerRequest, failure: object]>([
    ['500', status(500), { code: 'http_500', isTransient: true }],
    [
      '429',
      status(429, { 'retry-after': '3' }),
      { code: 'http_429', isTransient: true, retryAfterMs: 3_000 },
    ],
    ['401', status(401), { code: 'http_401', isTransient: false }],
    ['a redirect', status(302, { location: 'http://127.0.0.1/' }), { code: 'redirect_not_followed' }],
    ['never ends', hangs, { code: 'timeout', isTransient: true }],
    ['too long', floods, { code: 'answer_too_large', isTransient: false }],
    ['hangs up', (response) => response.destroy(), { code: 'connection_lost', isTransient: true }],
    ['not JSON', (response) => response.end('<html>'), { code: 'bad_answer' }],
  ])('%s is a failure of both kinds of agents, and is told', async (_, answer, failure) => {
    service.answerWith(answer);
    expect(await askHttp()).toMatchObject({ failure });
    expect(await askAi()).toMatchObject({ failure });
    // Nothing was asked twice by itself.
    expect(service.received).toHaveLength(2);
  });

  it('nothing that the address guard refuses is asked', async () => {
    service.answerWith(json({}));
    expect(await askHttp({}, closed)).toMatchObject({
      failure: { code: 'address_not_allowed', isTransient: false },
    });
    expect(service.received).toHaveLength(0);
  });

  it('the beginning of what it says with its error is kept', async () => {
    service.answerWith((response) => response.writeHead(400).end('sem saldo'.padEnd(900, '.')));
    expect(await askHttp()).toMatchObject({
      failure: { code: 'http_400', detail: 'sem saldo'.padEnd(500, '.') },
    });
  });
});

describe('an http agent', () => {
  it('gets the turn, signed so that a verifier of Standard Webhooks accepts it', async () => {
    service.answerWith(json({ messages: [{ type: 'text', content: 'Pronto' }] }));
    const given = context();
    expect(await askHttp({ headers: { 'x-team': 'vendas' } }, open, given)).toMatchObject({
      decision: { plan: { messages: [{ type: 'text', content: 'Pronto' }], then: 'stay' } },
    });
    const [request] = service.received;
    expect(request?.headers).toMatchObject({ 'x-team': 'vendas', 'webhook-id': given.turnId });
    const key = `whsec_${Buffer.from(secret).toString('base64')}`;
    expect(AgentTurnRequest.parse(verified(key, request))).toMatchObject({
      turnId: given.turnId,
      agent: { id: given.agent.id, type: 'http' },
      messages: [{ direction: 'outbound' }, { direction: 'inbound', message: { content: 'oi' } }],
      newMessages: 1,
    });
  });

  it.each([
    [{ handoff: { skills: ['Vendas'] } }, { then: 'handoff', skills: ['vendas'] }],
    [{ handoff: {} }, { then: 'handoff', skills: [] }],
    [{ close: true }, { then: 'close' }],
    [{}, { then: 'stay', messages: [] }],
  ])('answers %j', async (body, plan) => {
    service.answerWith(json(body));
    expect(await askHttp()).toMatchObject({ decision: { plan } });
  });

  it('may have nothing to say', async () => {
    service.answerWith(status(204));
    expect(await askHttp()).toMatchObject({ decision: { plan: { messages: [], then: 'stay' } } });
  });

  it.each([
    [{ message: 'oi' }, /message/],
    [{ messages: [{ type: 'texto', content: 'oi' }] }, /messages\.0/],
    [{ messages: Array.from({ length: 11 }, () => ({ type: 'text', content: 'oi' })) }, /messages/],
    [{ close: true, handoff: {} }, /at most one/],
    [{ close: false }, /close/],
    [[], /body/],
  ])('the answer %j is refused, and says where it is wrong', async (body, detail) => {
    service.answerWith(json(body));
    const outcome = await askHttp();
    expect(outcome).toMatchObject({ failure: { code: 'bad_answer', isTransient: false } });
    expect('failure' in outcome && outcome.failure.detail).toMatch(detail);
  });
});

describe('an ai agent', () => {
  const completion = (content: string | null, more: object = {}) =>
    json({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, ...more } }],
      usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
    });

  it('is asked in the form of chat completions, with its key, and its answer is taken with what it cost', async () => {
    service.answerWith(completion('Pois não?'));
    expect(await askAi()).toMatchObject({
      decision: { plan: { messages: [{ content: 'Pois não?' }], then: 'stay' }, usage: { totalTokens: 25 } },
    });
    const [request] = service.received;
    expect(request).toMatchObject({ path: '/hook/v1/chat/completions', method: 'POST' });
    expect(request?.headers.authorization).toBe('Bearer sk-1');
    const body = z.object({ messages: z.array(z.unknown()) }).parse(JSON.parse(request?.body ?? ''));
    expect(body.messages).toEqual([
      { role: 'system', content: 'Seja breve.' },
      { role: 'assistant', content: 'Olá' },
      { role: 'user', content: 'oi' },
    ]);
  });

  it('hands over by a tool call', async () => {
    const handoff = { name: 'handoff', arguments: '{"reason":"quer um desconto"}' };
    service.answerWith(completion(null, { tool_calls: [{ id: '1', type: 'function', function: handoff }] }));
    expect(await askAi()).toMatchObject({
      decision: { plan: { then: 'handoff' }, usage: { totalTokens: 25 } },
    });
  });

  it.each([
    [{ maxTurns: 3 }, { turns: 3 }, 'turn_limit'],
    [{ maxTokens: 500 }, { tokens: 500 }, 'token_limit'],
  ])('with %j and %j it is not asked: %s', async (changes, memory, code) => {
    service.answerWith(completion('oi'));
    expect(await askAi(changes, memory)).toMatchObject({ failure: { code, isTransient: false } });
    expect(service.received).toHaveLength(0);
  });

  it('is asked up to its limits', async () => {
    service.answerWith(completion('oi'));
    expect(await askAi({ maxTurns: 3, maxTokens: 500 }, { turns: 2, tokens: 499 })).toHaveProperty(
      'decision',
    );
  });
});
