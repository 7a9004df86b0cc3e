import type { AgentPlan, AgentUsage, AiConfiguration, OutboundContent } from '@recado/contracts';
import { z } from 'zod';
import { failed, type DecisionOutcome, type TurnMessage } from './decision.ts';
import { describedText } from './message-text-policy.ts';
import { textMessages } from './reply-policy.ts';

// The wire format is OpenAI's chat completions, as its API reference has it; services that are compatible differ in what they
// leave out, so that only what is needed is required.

interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** The body of `POST {baseUrl}/chat/completions`. */
interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  temperature?: number | undefined;
  tools?: unknown[];
}

const tool = (name: string, description: string, properties: Record<string, unknown>) => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties, required: ['reason'], additionalProperties: false },
  },
});

const reason = { type: 'string', description: 'Why, in one sentence' };
const handoffTool = tool(
  'handoff',
  'Hand the conversation over to a person, when the customer asks for one or you cannot help.',
  {
    reason,
    skills: {
      type: 'array',
      items: { type: 'string' },
      description: 'What the person must be able to do, if your instructions name skills',
    },
  },
);
const closeTool = tool('close', 'Close the conversation, when the customer needs nothing more.', { reason });

/** Messages of one side in a row become one: some models take nothing else. */
function chatMessages(messages: TurnMessage[]): ChatMessage[] {
  const chat: ChatMessage[] = [];
  for (const { direction, message } of messages) {
    const content = describedText(message);
    if (content === '') continue;
    const role = direction === 'inbound' ? 'user' : 'assistant';
    const last = chat.at(-1);
    if (last?.role === role) last.content += `\n${content}`;
    else chat.push({ role, content });
  }
  return chat;
}

export function chatRequest(
  { model, instructions, temperature, tools }: AiConfiguration,
  messages: TurnMessage[],
): ChatRequest {
  const offered = [...(tools.handoff ? [handoffTool] : []), ...(tools.close ? [closeTool] : [])];
  return {
    model,
    messages: [{ role: 'system', content: instructions }, ...chatMessages(messages)],
    ...(temperature !== undefined && { temperature }),
    ...(offered.length > 0 && { tools: offered }),
  };
}

const Content = z.union([
  z.string(),
  z.null(),
  z
    .array(z.looseObject({ text: z.string().optional() }))
    .transform((parts) => parts.map(({ text }) => text ?? '').join('')),
]);

const Completion = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          content: Content.optional(),
          tool_calls: z
            .array(
              z.looseObject({
                function: z.looseObject({ name: z.string(), arguments: z.string().optional() }),
              }),
            )
            .nullish(),
        }),
      }),
    )
    .min(1),
  usage: z
    .looseObject({
      prompt_tokens: z.int().min(0),
      completion_tokens: z.int().min(0).default(0),
      total_tokens: z.int().min(0).optional(),
    })
    .nullish(),
});

// What models have on average of English; other languages take more, which only makes the limit a little later.
const CHARACTERS_IN_TOKEN = 4;

/** As the service counts; one that does not count is counted by the length of what was said. */
function usageOf(usage: z.infer<typeof Completion>['usage'], asked: string, answered: string): AgentUsage {
  const promptTokens = usage?.prompt_tokens ?? Math.ceil(asked.length / CHARACTERS_IN_TOKEN);
  const completionTokens = usage?.completion_tokens ?? Math.ceil(answered.length / CHARACTERS_IN_TOKEN);
  return {
    promptTokens,
    completionTokens,
    totalTokens: usage?.total_tokens ?? promptTokens + completionTokens,
  };
}

const Arguments = z.object({
  reason: z.string().catch('no reason given').default('no reason given'),
  skills: z.array(z.string().trim().toLowerCase().min(1).max(64)).max(20).catch([]).default([]),
});

/** What a tool was called with. A model that writes it badly is meant all the same. */
function argumentsOf(text: string | undefined): z.infer<typeof Arguments> {
  return Arguments.catch({ reason: 'no reason given', skills: [] }).parse(json(text ?? '{}'));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const MOST_DETAIL_CHARACTERS = 300;

/** The decision in an answer of the service. @param asked the body it was asked with */
export function completionDecision(
  text: string,
  asked: string,
  { tools }: Pick<AiConfiguration, 'tools'>,
): DecisionOutcome {
  const completion = Completion.safeParse(json(text));
  const choice = completion.data?.choices[0];
  if (choice === undefined)
    return failed('bad_answer', `Not a chat completion: ${text.slice(0, MOST_DETAIL_CHARACTERS)}`, {
      isTransient: true,
    });
  const said = choice.message.content ?? '';
  const usage = usageOf(completion.data?.usage, asked, said);
  if (choice.finish_reason === 'content_filter')
    return failed('content_filtered', 'The service held its own answer back', { usage });
  const plan = planOf(textMessages(said), choice.message.tool_calls?.[0]?.function, tools);
  return typeof plan === 'string'
    ? failed('bad_answer', plan, { isTransient: true, usage })
    : { decision: { plan, state: {}, usage } };
}

/** @returns what is wrong with the answer, if it cannot be followed */
function planOf(
  messages: OutboundContent[],
  call: { name: string; arguments?: string | undefined } | undefined,
  tools: AiConfiguration['tools'],
): AgentPlan | string {
  if (call === undefined)
    return messages.length === 0
      ? 'The answer is empty'
      : { messages, then: 'stay', skills: [], why: 'the model answered' };
  const { reason: given, skills } = argumentsOf(call.arguments);
  const why = `the model: ${given}`;
  if (call.name === 'handoff' && tools.handoff) return { messages, then: 'handoff', skills, why };
  if (call.name === 'close' && tools.close) return { messages, then: 'close', skills: [], why };
  return `The model called a tool that there is not: ${call.name.slice(0, 60)}`;
}
