import { AiConfiguration } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { chatRequest, completionDecision } from './chat-completion-policy.ts';
import type { TurnMessage } from './decision.ts';

const configuration = (changes: object = {}) =>
  AiConfiguration.parse({
    baseUrl: 'https://ai.example/v1',
    model: 'um-modelo',
    instructions: 'Seja breve.',
    ...changes,
  });

const message = (direction: TurnMessage['direction'], content: TurnMessage['message']): TurnMessage => ({
  id: null,
  direction,
  message: content,
  at: new Date(0),
});

describe('what the model is asked', () => {
  it('has the instructions, then the conversation with each side in one message, and the tools', () => {
    const request = chatRequest(configuration({ temperature: 0.2, tools: { close: true } }), [
      message('inbound', { type: 'text', content: 'oi' }),
      message('inbound', { type: 'image', content: { caption: 'este' } }),
      message('inbound', { type: 'reaction', content: { emoji: '👍' } }),
      message('outbound', { type: 'text', content: 'Pois não?' }),
      message('inbound', { type: 'button_reply', content: { id: '1', title: 'Planos' } }),
    ]);
    expect(request).toMatchObject({
      model: 'um-modelo',
      temperature: 0.2,
      messages: [
        { role: 'system', content: 'Seja breve.' },
        { role: 'user', content: 'oi\n[image] este' },
        { role: 'assistant', content: 'Pois não?' },
        { role: 'user', content: '[button_reply] Planos' },
      ],
      tools: [{ function: { name: 'handoff' } }, { function: { name: 'close' } }],
    });
  });

  it('has no tools and no temperature when the settings have none', () => {
    const request = chatRequest(configuration({ tools: { handoff: false } }), []);
    expect(request).not.toHaveProperty('tools');
    expect(request).not.toHaveProperty('temperature');
  });
});

const answer = (choice: object, usage?: object) => JSON.stringify({ choices: [choice], usage });
const call = (name: string, given?: string) => ({
  message: {
    content: null,
    tool_calls: [{ id: 'a', type: 'function', function: { name, arguments: given } }],
  },
});
const tools = { handoff: true, close: true };

describe('what is read from its answer', () => {
  it.each([
    [{ message: { content: 'Olá' } }, ['Olá'], 'stay', []],
    [
      {
        message: {
          content: [
            { type: 'text', text: 'Ol' },
            { type: 'text', text: 'á' },
          ],
        },
      },
      ['Olá'],
      'stay',
      [],
    ],
    [{ message: { content: 'Olá', tool_calls: [] } }, ['Olá'], 'stay', []],
    [{ message: { content: 'Olá', tool_calls: null } }, ['Olá'], 'stay', []],
    [call('handoff', '{"reason":"pediu","skills":["Vendas"]}'), [], 'handoff', ['vendas']],
    [call('handoff', '{"reason":'), [], 'handoff', []],
    [call('handoff'), [], 'handoff', []],
    [call('handoff', '{"reason":"x","skills":"vendas"}'), [], 'handoff', []],
    [call('close', '{"reason":"pronto"}'), [], 'close', []],
    [{ message: { ...call('close').message, content: 'Até logo' } }, ['Até logo'], 'close', []],
  ])('%j', (choice, says, then, skills) => {
    const outcome = completionDecision(answer(choice), '', { tools });
    expect(outcome).toMatchObject({ decision: { plan: { then, skills } } });
    if ('decision' in outcome)
      expect(outcome.decision.plan.messages.map(({ content }) => content)).toEqual(says);
  });

  it.each([
    ['not json', 'bad_answer', true],
    ['{}', 'bad_answer', true],
    ['{"choices":[]}', 'bad_answer', true],
    [answer({ message: { content: '' } }), 'bad_answer', true],
    [answer({ message: {} }), 'bad_answer', true],
    [answer(call('delete_everything')), 'bad_answer', true],
    [answer({ finish_reason: 'content_filter', message: { content: 'x' } }), 'content_filtered', false],
  ])('%s is the failure %s', (text, code, isTransient) => {
    expect(completionDecision(text, '', { tools })).toMatchObject({ failure: { code, isTransient } });
  });

  it.each(['handoff', 'close'])('a call of %s that was not offered is not followed', (name) => {
    const outcome = completionDecision(answer(call(name)), '', { tools: { handoff: false, close: false } });
    expect(outcome).toMatchObject({ failure: { code: 'bad_answer' } });
  });

  it('the reason of the model is kept', () => {
    expect(
      completionDecision(answer(call('handoff', '{"reason":"quer um desconto"}')), '', { tools }),
    ).toMatchObject({ decision: { plan: { why: 'the model: quer um desconto' } } });
  });
});

describe('what it cost', () => {
  it.each([
    [{ prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }, 8],
    [{ prompt_tokens: 5, completion_tokens: 3 }, 8],
    [{ prompt_tokens: 5, completion_tokens: 3, total_tokens: 20 }, 20],
    [undefined, 100 + 2],
    [null, 100 + 2],
  ])('usage %j counts as %i tokens', (usage, totalTokens) => {
    const text = answer({ message: { content: 'x'.repeat(8) } }, usage ?? undefined);
    expect(completionDecision(text, 'y'.repeat(400), { tools })).toMatchObject({
      decision: { usage: { totalTokens } },
    });
  });

  it('a failure costs as well', () => {
    const text = answer({ message: { content: '' } }, { prompt_tokens: 5, completion_tokens: 0 });
    expect(completionDecision(text, '', { tools })).toMatchObject({ failure: { usage: { totalTokens: 5 } } });
  });
});
