import type { Instance } from '@recado/sdk';

export const firstSteps = ['connect', 'send', 'read', 'answer'] as const;
export type FirstStep = (typeof firstSteps)[number];

type Candidate = Pick<Instance, 'channel' | 'isActive' | 'isSandbox' | 'status'>;

const isConnected = ({ status, isActive }: Candidate): boolean => isActive && status === 'connected';

/** The number to take the first steps with: a simulated one before a real one, a connected one before one that is not. */
export function numberForFirstSteps<N extends Candidate>(numbers: readonly N[]): N | undefined {
  const simulated = numbers.filter(({ isSandbox }) => isSandbox);
  return (
    simulated.find(isConnected) ??
    numbers.find(isConnected) ??
    simulated.find(({ channel }) => channel === 'web') ??
    numbers[0]
  );
}

/** What was done with the number so far. */
export interface FirstDeeds {
  number: Candidate | undefined;
  hasSent: boolean;
  hasBeenRead: boolean;
  hasReceived: boolean;
}

/** The step that comes next; undefined when all are done. A later one proves those before it. */
export function nextFirstStep({
  number,
  hasSent,
  hasBeenRead,
  hasReceived,
}: FirstDeeds): FirstStep | undefined {
  if (hasSent && hasReceived) return undefined;
  if (number === undefined || !isConnected(number)) return 'connect';
  if (!hasSent) return 'send';
  return hasBeenRead ? 'answer' : 'read';
}
