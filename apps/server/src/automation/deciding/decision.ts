import type {
  AgentId,
  AgentPlan,
  AgentType,
  AgentUsage,
  ContactId,
  ConversationId,
  ConversationStatus,
  InstanceId,
  Message,
  MessageDirection,
  MessageId,
  TenantId,
} from '@recado/contracts';
import type { SecretsOfAgent } from '../../agents/index.ts';

export interface TurnMessage {
  /** null in a dry run. */
  id: MessageId | null;
  direction: MessageDirection;
  message: Message['message'];
  at: Date;
}

/** A conversation as a turn finds it. */
export interface TurnConversation {
  id: ConversationId;
  instanceId: InstanceId;
  status: ConversationStatus;
  agentId: AgentId | null;
  openedAt: Date;
  isGroup: boolean;
  contactId: ContactId;
  contactName: string | null;
  isBlocked: boolean;
  /** And did not write since. */
  isOptedOut: boolean;
}

/** What an agent remembers of a conversation since it was opened. */
export interface Memory {
  state: Record<string, unknown>;
  /** Answers it has given. */
  turns: number;
  /** Tokens these took. */
  tokens: number;
}

export interface TurnAgent {
  id: AgentId;
  name: string;
  type: AgentType;
  configuration: unknown;
  secrets: SecretsOfAgent;
}

/** All that a decision is made from. */
export interface TurnContext {
  tenantId: TenantId;
  turnId: string;
  agent: TurnAgent;
  /** null in a dry run. */
  conversation: { id: ConversationId; instanceId: InstanceId } | null;
  contact: { id: ContactId; name: string | null; address: string } | null;
  /** Oldest first; the last `newMessages` of them are to be answered. */
  messages: TurnMessage[];
  newMessages: number;
  memory: Memory;
  now: Date;
  /** Ends a question to a service. */
  signal?: AbortSignal | undefined;
}

/** Why there is no decision. */
export interface Failure {
  code: string;
  detail: string | null;
  /** Another try may end better. */
  isTransient: boolean;
  /** What the service asked for, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** What it cost all the same. */
  usage?: AgentUsage | undefined;
}

export interface Decision {
  plan: AgentPlan;
  /** What is remembered from now on. */
  state: Record<string, unknown>;
  usage: AgentUsage | null;
}

export type DecisionOutcome = { decision: Decision } | { failure: Failure };

export const failed = (
  code: string,
  detail: string | null,
  more: Partial<Omit<Failure, 'code' | 'detail'>> = {},
): { failure: Failure } => ({ failure: { code, detail, isTransient: false, ...more } });
