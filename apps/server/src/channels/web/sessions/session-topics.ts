import type { InstanceId } from '@recado/contracts';

/** Something about which sessions are wanted, or free, has changed: every host looks at once. */
export const SESSIONS_WANTED = 'sessions.wanted';

/** A command waits for the session of this instance. */
export const commandsTopic = (instanceId: InstanceId): string => `session.${instanceId}`;
