/** What people do with a broadcast after they made it. */
export type BroadcastChange = 'pause' | 'resume' | 'stop';

const allowedIn: Readonly<Record<BroadcastChange, readonly string[]>> = {
  pause: ['scheduled', 'running'],
  resume: ['paused'],
  stop: ['scheduled', 'running', 'paused'],
};

/** Whether a broadcast of this state can be changed so. */
export const allowsChange = (state: string, change: BroadcastChange): boolean =>
  allowedIn[change].includes(state);
