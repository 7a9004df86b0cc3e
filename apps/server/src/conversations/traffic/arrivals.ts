import { Injectable } from '@nestjs/common';
import type {
  AgentId,
  ContactId,
  ConversationId,
  ConversationStatus,
  InboundContent,
  InstanceId,
  MessageId,
  TenantId,
} from '@recado/contracts';
import type { Tx } from '../../platform/database/database.ts';

/** A message that a customer sent and that is stored by now. */
export interface Arrival {
  conversationId: ConversationId;
  messageId: MessageId;
  at: Date;
  content: InboundContent;
}

/** A conversation after messages arrived in it. */
export interface ArrivedConversation {
  id: ConversationId;
  instanceId: InstanceId;
  contactId: ContactId;
  status: ConversationStatus;
  agentId: AgentId | null;
  lastAgentId: AgentId | null;
  requiredSkills: string[];
  isGroup: boolean;
  /** The contact is blocked: nothing is to come of what it writes. */
  isBlocked: boolean;
  /** What the messages did to it. */
  change: 'opened' | 'reopened' | 'none';
  /** In the order in which they came. */
  arrivals: Arrival[];
}

/** What a feature does about messages that arrive, in the transaction that stores them. */
export interface ArrivalFollower {
  /** Takes the locks that must be held before any conversation is. */
  prepare?(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<void>;
  /**
   * May change conversations; the next follower sees `conversations` as this one leaves them. Nothing can be sent in here:
   * AcceptMessage has a transaction of its own, which waits for the conversation that this one holds.
   */
  follow(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    conversations: ArrivedConversation[],
  ): Promise<void>;
}

/** The order in which followers are asked: who opted out is not answered, who has no agent gets one, an automatic one answers. */
export const arrivalSteps = ['consent', 'distribution', 'automation'] as const;
export type ArrivalStep = (typeof arrivalSteps)[number];

/** Features that follow what arrives; each registers itself when the application starts. */
@Injectable()
export class ArrivalFollowers {
  readonly #followers = new Map<ArrivalStep, ArrivalFollower>();

  register(step: ArrivalStep, follower: ArrivalFollower): void {
    if (this.#followers.has(step)) throw new Error(`Arrivals have two followers for ${step}`);
    this.#followers.set(step, follower);
  }

  get inOrder(): ArrivalFollower[] {
    return arrivalSteps.flatMap((step) => this.#followers.get(step) ?? []);
  }
}
