import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ChildProcess } from 'node:child_process';

/** An event as a consumer of the broker sees it. */
export interface ConsumedEvent {
  /** The subject; in Kafka, which has none, the key. */
  route: string;
  headers: Record<string, string>;
  body: string;
}

/** A broker that tests start, kill, and read from as a consumer does. */
export interface BrokerUnderTest {
  /** RECADO_BROKER_URL. */
  readonly address: string;
  /** By which field of a message it is routed. */
  readonly routedBy: 'subject' | 'key';
  /** All that has arrived since the start, oldest first; in Kafka, that holds for each partition. */
  consumed(): Promise<ConsumedEvent[]>;
  /** SIGKILL, or what comes closest. */
  kill(): Promise<void>;
  /** Starts it again on what it had written. */
  start(): Promise<void>;
  /** Ends it and removes what it wrote. */
  close(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/** Kills a process and resolves when it is gone. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Tries until it succeeds, as long as the process lives. */
export async function untilItSucceeds<T>(child: ChildProcess, attempt: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await attempt();
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error('The broker ended by itself', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
