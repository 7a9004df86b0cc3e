import type { Instance, MessageStatus } from '@recado/sdk';

export type FirstStep = 'connect' | 'send' | 'read' | 'answer';

/** What the first steps ask of a number. */
export type Candidate = Pick<Instance, 'channel' | 'isActive' | 'isSandbox' | 'status'>;

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

/** Whether the customer has to write first: a real number of the Cloud API begins with an approved template only. */
export const customerBegins = (number: Candidate | undefined): boolean =>
  number?.channel === 'cloud' && !number.isSandbox;

/** The steps in their order. Whoever answers a customer has nothing to wait for afterwards. */
export const firstStepsOf = (number: Candidate | undefined): readonly FirstStep[] =>
  customerBegins(number) ? ['connect', 'answer', 'send'] : ['connect', 'send', 'read', 'answer'];

const lost: ReadonlySet<MessageStatus> = new Set(['failed', 'expired', 'cancelled']);

/** Whether a message will not arrive. */
export const isLost = (status: MessageStatus): boolean => lost.has(status);

/** The step that comes next; undefined when all are done. */
export function nextFirstStep({
  number,
  hasSent,
  hasBeenRead,
  hasReceived,
}: FirstDeeds): FirstStep | undefined {
  if (hasSent && hasReceived) return undefined;
  const isDone: Readonly<Record<FirstStep, boolean>> = {
    connect: number !== undefined && isConnected(number),
    send: hasSent,
    read: hasBeenRead,
    answer: hasReceived,
  };
  return firstStepsOf(number).find((step) => !isDone[step]);
}
