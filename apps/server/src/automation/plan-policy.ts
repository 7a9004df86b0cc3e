import { AiConfiguration, HttpConfiguration, type AgentPlan, type AgentType } from '@recado/contracts';
import type { Failure } from './decision.ts';
import { messagesOf } from './reply-policy.ts';

/** The plan of an agent that cannot answer: what its settings say, then a person takes over. The reason is on the turn. */
export function planOnFailure(type: AgentType, configuration: unknown, { code }: Failure): AgentPlan {
  const { reply, skills = [] } = onFailureOf(type, configuration);
  return { messages: messagesOf(reply), then: 'handoff', skills, why: `failed: ${code}` };
}

type OnFailure = Partial<HttpConfiguration['onFailure']>;

function onFailureOf(type: AgentType, configuration: unknown): OnFailure {
  if (type === 'http') return HttpConfiguration.safeParse(configuration).data?.onFailure ?? {};
  if (type === 'ai') return AiConfiguration.safeParse(configuration).data?.onFailure ?? {};
  return {};
}
