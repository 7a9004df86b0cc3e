import type { AgentPlan, AgentReply } from '@recado/contracts';
import type { Failure } from './decision.ts';
import { messagesOf } from './reply-policy.ts';

/** What an agent's settings say for when it cannot answer. */
export interface OnFailure {
  reply?: AgentReply | undefined;
  skills?: string[] | undefined;
}

/** A person takes over, with the reason on the turn. */
export const planOnFailure = ({ reply, skills = [] }: OnFailure, { code }: Failure): AgentPlan => ({
  messages: messagesOf(reply),
  then: 'handoff',
  skills,
  why: `failed: ${code}`,
});
