/** How the person behind an account behaves. All of it can be changed at any time. */
export interface Conduct {
  /** Whether arriving messages are read. */
  reads: 'automatic' | 'never';
  /** From arrival to reading. */
  readDelayMs: number;
  /** From the server's ack to the delivered receipt. */
  deliveryDelayMs: number;
  /** Whether the phone is on: when it is off, nothing is delivered until it is on again. */
  isOnline: boolean;
  /** What the person answers to a text; nothing when undefined. */
  autoReply: ((text: string) => string | undefined) | undefined;
}

/** How somebody behaves of whom nothing else is said. */
export const DEFAULT_CONDUCT: Conduct = {
  reads: 'automatic',
  readDelayMs: 5,
  deliveryDelayMs: 0,
  isOnline: true,
  autoReply: undefined,
};

/** The same conduct, which tells when the phone is switched on. */
export function watched(conduct: Conduct, switchedOn: () => void): Conduct {
  let { isOnline } = conduct;
  return Object.defineProperty(conduct, 'isOnline', {
    get: () => isOnline,
    set: (value: boolean) => {
      const wasOnline = isOnline;
      isOnline = value;
      if (value && !wasOnline) switchedOn();
    },
  });
}
