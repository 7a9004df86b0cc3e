import { z } from 'zod';
import { AgentThen, BotConfiguration } from './agent-automation.ts';
import { AgentType } from './agents.ts';
import { AgentId, ContactId, ConversationId, InstanceId, MessageId } from './ids.ts';
import { InboundContent, OutboundContent } from './message-content.ts';
import { MessageDirection } from './messages.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

const MOST_MESSAGES = 10;

/** What an automatic agent decided to do in a turn: what to send, in its order, and what then. */
export const AgentPlan = z
  .object({
    messages: z.array(OutboundContent),
    then: AgentThen,
    skills: z.array(z.string()).describe('For a handoff: what the person must be able to do'),
    why: z.string().describe('What decided it, such as `rule 2: "atendente"` or `menu option 1`'),
  })
  .meta({
    id: 'AgentPlan',
    example: {
      messages: [{ type: 'text', content: 'Já chamo alguém.' }],
      then: 'handoff',
      skills: [],
      why: 'rule 1: "atendente"',
    },
  });
export type AgentPlan = z.infer<typeof AgentPlan>;

/** What a turn of an `ai` agent cost, as the service counted it. */
export const AgentUsage = z
  .object({ promptTokens: z.int(), completionTokens: z.int(), totalTokens: z.int() })
  .meta({ id: 'AgentUsage', example: { promptTokens: 412, completionTokens: 38, totalTokens: 450 } });
export type AgentUsage = z.infer<typeof AgentUsage>;

export const AgentTurnState = z.enum(['pending', 'running', 'decided', 'done', 'dropped', 'failed']).meta({
  id: 'AgentTurnState',
  description:
    'pending: to be answered, perhaps once more; running: being decided; decided: being carried out; done; dropped: it was no longer the agent who had to answer; failed: a person had to take over.',
});

/** One answer of an automatic agent: to which messages, what it decided and why, and what became of it. */
export const AgentTurn = z
  .object({
    id: z.uuid(),
    conversationId: ConversationId,
    agentId: AgentId,
    messageIds: z.array(MessageId).describe('The messages it answers, in the order in which they came'),
    state: AgentTurnState,
    attempt: z.int().describe('How often deciding was begun; once decided, carrying out'),
    plan: AgentPlan.nullable(),
    usage: AgentUsage.nullable(),
    error: z
      .object({ code: z.string(), detail: z.string().nullable() })
      .nullable()
      .describe('Why it failed or was dropped, or the last error so far'),
    createdAt: Timestamp,
    decidedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
  })
  .meta({
    id: 'AgentTurn',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000001a',
      conversationId: '0198f3c0-0000-7000-8000-00000000000e',
      agentId: '0198f3c0-0000-7000-8000-00000000000b',
      messageIds: ['0198f3c0-0000-7000-8000-000000000004'],
      state: 'done',
      attempt: 1,
      plan: {
        messages: [{ type: 'text', content: 'Já chamo alguém.' }],
        then: 'handoff',
        skills: [],
        why: 'rule 1: "atendente"',
      },
      usage: null,
      error: null,
      createdAt: '2026-11-24T12:00:00.000Z',
      decidedAt: '2026-11-24T12:00:00.050Z',
      finishedAt: '2026-11-24T12:00:00.070Z',
    },
  });
export type AgentTurn = z.infer<typeof AgentTurn>;

export const AgentTurnPage = pageOf(AgentTurn).meta({ id: 'AgentTurnPage' });
export type AgentTurnPage = z.infer<typeof AgentTurnPage>;

/** `GET /conversations/:id/turns`. */
export const AgentTurnsQuery = PageQuery;
export type AgentTurnsQuery = z.infer<typeof AgentTurnsQuery>;

/** What an agent remembers between turns of a dry run; opaque, to be given back as it came. */
const state = z.record(z.string(), z.unknown());

const rehearsal = {
  messages: z
    .array(z.strictObject({ direction: MessageDirection, text: z.string().min(1).max(4096) }))
    .min(1)
    .max(50)
    .describe('The conversation so far, oldest first; the inbound ones at its end are to be answered'),
  state: state.optional().describe('`state` of the answer before; absent at the beginning'),
  at: z.iso.datetime({ offset: true }).optional().describe('As if it were then, for business hours'),
};

const endsInbound = ({ messages }: { messages: { direction: string }[] }): boolean =>
  messages.at(-1)?.direction === 'inbound';
const endsInboundMessage = { message: 'The last message must be inbound', path: ['messages'] };
const messages = [{ direction: 'inbound' as const, text: 'Quero falar com um atendente' }];

/** `POST /agents/:id/test`. */
export const TestAgent = z
  .strictObject(rehearsal)
  .refine(endsInbound, endsInboundMessage)
  .meta({ id: 'TestAgent', example: { messages } });
export type TestAgent = z.infer<typeof TestAgent>;

/** `POST /agents/test`: settings that are not saved yet. */
export const TestBot = z
  .strictObject({ type: z.literal('bot'), configuration: BotConfiguration, ...rehearsal })
  .refine(endsInbound, endsInboundMessage)
  .meta({
    id: 'TestBot',
    example: {
      type: 'bot',
      configuration: { rules: [{ keywords: ['atendente'], reply: 'Já chamo alguém.', then: 'handoff' }] },
      messages,
    },
  });
export type TestBot = z.infer<typeof TestBot>;

/** What the agent would do. Nothing was sent, and nothing is remembered but in `state`. */
export const AgentTestResult = z
  .object({
    plan: AgentPlan.nullable().describe('null when the service failed, see `error`'),
    state,
    usage: AgentUsage.nullable(),
    error: z.object({ code: z.string(), detail: z.string().nullable() }).nullable(),
  })
  .meta({
    id: 'AgentTestResult',
    example: {
      plan: {
        messages: [{ type: 'text', content: 'Já chamo alguém.' }],
        then: 'handoff',
        skills: [],
        why: 'rule 1: "atendente"',
      },
      state: { isGreeted: true },
      usage: null,
      error: null,
    },
  });
export type AgentTestResult = z.infer<typeof AgentTestResult>;

const TurnMessage = z.object({
  id: MessageId.nullable().describe('null in a dry run'),
  direction: MessageDirection,
  message: z.union([OutboundContent, InboundContent]),
  at: Timestamp,
});

/** The body that an `http` agent's address gets. The same `turnId` comes again when an answer was lost. */
export const AgentTurnRequest = z
  .object({
    turnId: z.uuid(),
    agent: z.object({ id: AgentId, name: z.string(), type: AgentType }),
    conversation: z
      .object({ id: ConversationId, instanceId: InstanceId })
      .nullable()
      .describe('null in a dry run'),
    contact: z
      .object({ id: ContactId, name: z.string().nullable(), address: z.string() })
      .nullable()
      .describe('null in a dry run'),
    messages: z
      .array(TurnMessage)
      .describe('Oldest first: earlier ones, as many as the settings say, then those to answer'),
    newMessages: z.int().describe('How many of them, at the end, are to be answered'),
  })
  .meta({ id: 'AgentTurnRequest' });
export type AgentTurnRequest = z.infer<typeof AgentTurnRequest>;

/** The body that an `http` agent's address answers with. `{}` says nothing and waits for what comes next. */
export const AgentTurnAnswer = z
  .strictObject({
    messages: z.array(OutboundContent).max(MOST_MESSAGES).default([]).describe('To be sent, in their order'),
    handoff: z
      .strictObject({ skills: z.array(z.string().trim().toLowerCase().min(1).max(64)).max(20).default([]) })
      .optional()
      .describe('Then a person takes over'),
    close: z.literal(true).optional().describe('Then the conversation is closed'),
  })
  .refine(({ handoff, close }) => handoff === undefined || close === undefined, {
    message: 'Give at most one of `handoff` and `close`',
    path: ['close'],
  })
  .meta({
    id: 'AgentTurnAnswer',
    example: { messages: [{ type: 'text', content: 'Seu pedido saiu para entrega.' }] },
  });
export type AgentTurnAnswer = z.infer<typeof AgentTurnAnswer>;
