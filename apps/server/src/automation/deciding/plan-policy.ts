import { AgentPlan, AiConfiguration, HttpConfiguration, type AgentType } from '@recado/contracts';
import { z } from 'zod';
import type { Failure } from './decision.ts';
import { messagesOf } from './reply-policy.ts';

/** A plan as it is kept until it is carried out. */
export const KeptPlan = AgentPlan.extend({
  /** Why the agent could not decide, when the plan is that a person takes over. */
  failure: z.object({ code: z.string(), detail: z.string().nullable() }).nullable(),
});
export type KeptPlan = z.infer<typeof KeptPlan>;

/** The plan of an agent that cannot answer: what its settings say, then a person takes over. */
export function planOnFailure(type: AgentType, configuration: unknown, { code, detail }: Failure): KeptPlan {
  const { reply, skills = [] } = onFailureOf(type, configuration);
  return {
    messages: messagesOf(reply),
    then: 'handoff',
    skills,
    why: `failed: ${code}`,
    failure: { code, detail },
  };
}

type OnFailure = Partial<HttpConfiguration['onFailure']>;

function onFailureOf(type: AgentType, configuration: unknown): OnFailure {
  if (type === 'http') return HttpConfiguration.safeParse(configuration).data?.onFailure ?? {};
  if (type === 'ai') return AiConfiguration.safeParse(configuration).data?.onFailure ?? {};
  return {};
}
