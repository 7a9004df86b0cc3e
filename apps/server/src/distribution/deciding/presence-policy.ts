import type { AgentPresence, AgentType } from '@recado/contracts';

/** How often who is online says so again. */
export const REPEAT_AFTER_SECONDS = 30;
/** Online without a heartbeat for so long counts as offline. */
export const LAPSES_AFTER_SECONDS = 90;
/** So long after that the conversations go back: a page that is loaded again, or a train in a tunnel, costs nobody anything. */
export const GIVES_BACK_AFTER_SECONDS = LAPSES_AFTER_SECONDS + 120;

/** What was said last of an agent's presence, and when. */
export interface SaidPresence {
  presence: AgentPresence;
  heartbeatAt: Date;
}

/** The presence that counts. Who never said anything is offline; automatic agents are always online. */
export function presenceAt(type: AgentType, said: SaidPresence | undefined, now: Date): AgentPresence {
  if (type !== 'human') return 'online';
  if (said === undefined) return 'offline';
  const isLapsed = now.getTime() - said.heartbeatAt.getTime() >= LAPSES_AFTER_SECONDS * 1_000;
  return said.presence === 'online' && isLapsed ? 'offline' : said.presence;
}
