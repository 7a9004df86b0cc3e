import { Injectable } from '@nestjs/common';
import {
  AgentType,
  ConversationStatus,
  InboundType,
  InstanceChannel,
  MessageDirection,
  MessageStatus,
  OutboundType,
  type AgentId,
  type ContactId,
  type Conversation,
  type ConversationId,
  type InstanceId,
  type LastMessage,
  type MessageId,
} from '@recado/contracts';
import { z } from 'zod';
import { Channels } from '../../channels/index.ts';
import { recipientOf } from '../recipient-of-contact-policy.ts';
import { windowClosesAt } from '../window-policy.ts';
import { previewOf } from './preview-policy.ts';

/** A conversation with what its item shows of the contact, the agent and the newest message. */
export interface ConversationRow {
  id: ConversationId;
  instance_id: InstanceId;
  contact_id: ContactId;
  is_group: boolean;
  status: string;
  agent_id: AgentId | null;
  last_agent_id: AgentId | null;
  labels: string[];
  required_skills: string[];
  unread_count: number;
  last_message_at: Date;
  last_inbound_at: Date | null;
  opened_at: Date | null;
  waiting_since: Date | null;
  assigned_at: Date | null;
  first_response_at: Date | null;
  closed_at: Date | null;
  created_at: Date;
  updated_at: Date;
  channel: string;
  contact_name: string | null;
  contact_labels: string[];
  is_blocked: boolean;
  identities: unknown;
  agent_name: string | null;
  agent_type: string | null;
  message_id: MessageId | null;
  message_content: unknown;
  message_direction: string | null;
  message_status: string | null;
  message_at: Date | null;
}

const Identities = z.array(z.object({ kind: z.string(), value: z.string() }));
const Typed = z.object({ type: z.union([OutboundType, InboundType]) });

/** A conversation as callers see it. */
@Injectable()
export class PresentConversation {
  constructor(private readonly channels: Channels) {}

  readonly item = (row: ConversationRow): Conversation => ({
    id: row.id,
    instanceId: row.instance_id,
    contact: contactOf(row),
    isGroup: row.is_group,
    status: ConversationStatus.parse(row.status),
    assignee: assigneeOf(row),
    lastAgentId: row.last_agent_id,
    labels: row.labels,
    requiredSkills: row.required_skills,
    unreadCount: row.unread_count,
    lastMessage: lastMessageOf(row),
    lastMessageAt: row.last_message_at.toISOString(),
    lastInboundAt: textOf(row.last_inbound_at),
    windowClosesAt: this.#windowClosesAt(row),
    openedAt: textOf(row.opened_at),
    waitingSince: textOf(row.waiting_since),
    assignedAt: textOf(row.assigned_at),
    firstResponseAt: textOf(row.first_response_at),
    firstResponseSeconds: secondsBetween(row.opened_at, row.first_response_at),
    closedAt: textOf(row.closed_at),
    resolutionSeconds: secondsBetween(row.opened_at, row.closed_at),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  });

  #windowClosesAt({ channel, last_inbound_at }: ConversationRow): string | null {
    const hasWindow = this.channels.find(InstanceChannel.parse(channel))?.capabilities.hasServiceWindow;
    if (last_inbound_at === null || hasWindow !== true) return null;
    return windowClosesAt(last_inbound_at).toISOString();
  }
}

const textOf = (time: Date | null): string | null => time?.toISOString() ?? null;

const secondsBetween = (from: Date | null, to: Date | null): number | null =>
  from === null || to === null ? null : Math.max(0, (to.getTime() - from.getTime()) / 1_000);

function contactOf(row: ConversationRow): Conversation['contact'] {
  const identities = Identities.parse(row.identities);
  return {
    id: row.contact_id,
    name: row.contact_name,
    phoneNumber: identities.find(({ kind }) => kind === 'phone')?.value ?? null,
    recipient: recipientOf(row.channel, identities),
    labels: row.contact_labels,
    isBlocked: row.is_blocked,
  };
}

function assigneeOf({ agent_id, agent_name, agent_type }: ConversationRow): Conversation['assignee'] {
  if (agent_id === null || agent_name === null) return null;
  return { agentId: agent_id, name: agent_name, type: AgentType.parse(agent_type) };
}

function lastMessageOf(row: ConversationRow): LastMessage | null {
  if (row.message_id === null || row.message_at === null) return null;
  return {
    id: row.message_id,
    type: Typed.parse(row.message_content).type,
    preview: previewOf(row.message_content),
    direction: MessageDirection.parse(row.message_direction),
    status: MessageStatus.parse(row.message_status),
    at: row.message_at.toISOString(),
  };
}
