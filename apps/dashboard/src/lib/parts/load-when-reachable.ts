import { reconnectDelayMs } from '../backoff-policy.ts';

export interface LoadPorts {
  /** Whether the server serves files at this moment. */
  isReachable: () => Promise<boolean>;
  pause: (ms: number) => Promise<void>;
  /** From 0 to 1. */
  chance: () => number;
}

/**
 * Loads, and again for as long as the server cannot be reached.
 * Rejects once it failed twice in a row with a server that answers: then the file is no longer there.
 */
export async function loadWhenReachable<Part>(load: () => Promise<Part>, ports: LoadPorts): Promise<Part> {
  let refusals = 0;
  for (let failures = 0; ; failures += 1) {
    try {
      return await load();
    } catch (error) {
      if (!(await ports.isReachable())) {
        refusals = 0;
        await ports.pause(reconnectDelayMs(failures, ports.chance()));
      } else if (++refusals === 2) throw error;
    }
  }
}
