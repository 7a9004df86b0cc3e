import type { BrokerMessage } from './routing-policy.ts';

/** What became of a batch. */
export interface PublishOutcome {
  /** So many messages from the beginning of the batch are safe at the broker. */
  confirmed: number;
  /** Of these, so many went to nobody, because no queue is bound that wants them. */
  unroutable: number;
  /** Why it did not come to the end. Messages after the confirmed ones may be at the broker all the same. */
  error?: Error;
}

/** A connection to a message broker. */
export interface Broker {
  /** False once the connection is lost: another one must be opened. */
  readonly isOpen: boolean;
  /** Publishes in this order and waits until the broker has confirmed all, at most about 15 seconds. Never rejects. */
  publish(messages: readonly BrokerMessage[]): Promise<PublishOutcome>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** How long a broker may take to answer, to a connection or to a batch; a process that stops waits for it. */
export const LONGEST_ANSWER_MS = 15_000;

/** Rejects with `message` unless `work` ends within the longest time that a broker may take. */
export async function inTime<T>(work: Promise<T>, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(message));
    }, LONGEST_ANSWER_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What was thrown, as an error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/** How far a batch came: one promise for each of its messages, in their order, that resolves when the broker has it. */
export async function outcomeOf(confirmations: readonly Promise<unknown>[]): Promise<PublishOutcome> {
  // Those behind one that failed are not waited for.
  void Promise.allSettled(confirmations);
  let confirmed = 0;
  const counted = (async () => {
    for (const confirmation of confirmations) {
      await confirmation;
      confirmed += 1;
    }
  })();
  try {
    await inTime(counted, 'The broker did not confirm what it was sent');
    return { confirmed, unroutable: 0 };
  } catch (error) {
    return { confirmed, unroutable: 0, error: asError(error) };
  }
}
