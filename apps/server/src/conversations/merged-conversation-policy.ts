import type { AgentId, ContactId, ConversationId, ConversationStatus, InstanceId } from '@recado/contracts';

/** What counts of a conversation when two contacts become one. */
export interface MergingConversation {
  id: ConversationId;
  instanceId: InstanceId;
  contactId: ContactId;
  status: ConversationStatus;
  agentId: AgentId | null;
  assignedAt: Date | null;
  lastAgentId: AgentId | null;
  waitingSince: Date | null;
  openedAt: Date | null;
  firstResponseAt: Date | null;
  closedAt: Date | null;
  unreadCount: number;
  labels: string[];
  requiredSkills: string[];
  isGroup: boolean;
  createdAt: Date;
  lastInboundAt: Date | null;
  lastMessageAt: Date;
}

export interface ConversationMerge {
  /** As the conversation that stays is afterwards. */
  merged: MergingConversation;
  /** The one whose course ends: its assignment is over, and so is what an automatic agent was about to say in it. */
  ended: ConversationId;
}

/** How far somebody is with it. A customer who waits for a person must not end up with a bot, nor with nobody. */
function activity({ status, agentId }: MergingConversation): number {
  switch (status) {
    case 'open':
      return agentId === null ? 2 : 4;
    case 'waiting':
      return 3;
    case 'pending':
      return 1;
    case 'closed':
      return 0;
  }
}

/** Makes one conversation of two with the same instance: it goes on as the more active of both, in doubt as the one that stays. */
export function mergedConversation(kept: MergingConversation, gone: MergingConversation): ConversationMerge {
  const [course, ended] = activity(gone) > activity(kept) ? [gone, kept] : [kept, gone];
  const bothGoOn = activity(ended) > 0;
  return {
    merged: {
      ...course,
      id: kept.id,
      contactId: kept.contactId,
      lastAgentId: course.lastAgentId ?? ended.agentId ?? ended.lastAgentId,
      // Who waits longest goes first; a wait that began in the other conversation counts.
      waitingSince: course.status === 'waiting' ? earliest(course.waitingSince, ended.waitingSince) : null,
      openedAt: bothGoOn ? earliest(course.openedAt, ended.openedAt) : course.openedAt,
      firstResponseAt: bothGoOn
        ? earliest(course.firstResponseAt, ended.firstResponseAt)
        : course.firstResponseAt,
      unreadCount: kept.unreadCount + gone.unreadCount,
      labels: [...new Set([...kept.labels, ...gone.labels])],
      createdAt: earliest(kept.createdAt, gone.createdAt) ?? kept.createdAt,
      lastInboundAt: latest(kept.lastInboundAt, gone.lastInboundAt),
      lastMessageAt: latest(kept.lastMessageAt, gone.lastMessageAt) ?? kept.lastMessageAt,
    },
    ended: ended.id,
  };
}

const inOrder = (one: Date | null, other: Date | null): Date[] =>
  [one, other].filter((time) => time !== null).toSorted((a, b) => a.getTime() - b.getTime());

const earliest = (one: Date | null, other: Date | null): Date | null => inOrder(one, other)[0] ?? null;
const latest = (one: Date | null, other: Date | null): Date | null => inOrder(one, other).at(-1) ?? null;
