export { DistributionModule } from './distribution.module.ts';
export { LAPSES_AFTER_SECONDS, presenceAt, REPEAT_AFTER_SECONDS } from './deciding/presence-policy.ts';
export { MOST_COUNTED, workOf } from './deciding/roster.queries.ts';
export { ReleaseConversation } from './handling/release-conversation.ts';
export { HoldDistribution } from './settings/hold-distribution.ts';
export { FollowAgents } from './waiting/follow-agents.ts';
