import { setTimeout as sleep } from 'node:timers/promises';
import type { BinaryNode, WASocket } from 'baileys';

const MESSAGE = 'CB:message';

/**
 * Holds each message stanza back until `note` has stored that it came; only then does the library read it and tell WhatsApp
 * that it arrived. So there is no message that WhatsApp believes delivered and that nobody here has heard of. Stanzas that come
 * meanwhile share the next `note`. They are read one after the other: by itself the library looks up who wrote before it queues
 * them, so that the first message of a stranger may be overtaken by the second (Socket/messages-recv.js, handleMessage).
 */
export class StanzaGate {
  readonly #socket: Pick<WASocket, 'ws'>;
  readonly #note: (nodes: BinaryNode[]) => Promise<void>;
  readonly #read: ((node: BinaryNode) => Promise<void>)[];
  /** Ids of those that the library is reading. */
  readonly #reading = new Set<string>();
  #waiting: BinaryNode[] = [];
  #running: Promise<void> | undefined;
  #reads: Promise<void> = Promise.resolve();
  #isStopped = false;
  #onIdle: (() => void) | undefined;

  /** @param note rejects when it could not be stored; it is tried again while the connection lives */
  constructor(socket: Pick<WASocket, 'ws'>, note: (nodes: BinaryNode[]) => Promise<void>) {
    this.#socket = socket;
    this.#note = note;
    this.#read = socket.ws.listeners(MESSAGE).map((listener) => async (node: BinaryNode) => {
      await Reflect.apply(listener, socket.ws, [node]);
    });
    socket.ws.removeAllListeners(MESSAGE);
    socket.ws.on(MESSAGE, (node: BinaryNode) => {
      if (this.#isStopped) return;
      this.#waiting.push(node);
      this.#running ??= this.#run();
    });
  }

  /** The library is done with a message. */
  wasRead(id: string): void {
    this.#reading.delete(id);
    if (this.#reading.size === 0) this.#onIdle?.();
  }

  /** Lets nothing through any more, and waits until the library is done with what it reads, but not for ever. */
  async stop(longestMs: number): Promise<void> {
    this.#isStopped = true;
    this.#waiting = [];
    if (this.#reading.size === 0) return;
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await withinMs(longestMs, idle);
  }

  /** Resolves once nothing is held back, or the library does not end what it reads. */
  async drain(longestMs: number): Promise<void> {
    await this.#running;
    await withinMs(longestMs, this.#reads);
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const nodes = this.#waiting;
      this.#waiting = [];
      const isNoted = await this.#isNoted(nodes);
      if (isNoted) for (const node of nodes) this.#reads = this.#reads.then(() => this.#let(node));
    }
    this.#running = undefined;
  }

  /** Tries again for as long as the connection lives: what is not read now comes again only with the next one. */
  async #isNoted(nodes: BinaryNode[]): Promise<boolean> {
    for (let waitMs = 50; this.#mayRead(); waitMs = Math.min(waitMs * 2, 1_000))
      try {
        await this.#note(nodes);
        return true;
      } catch {
        await sleep(waitMs);
      }
    return false;
  }

  async #let(node: BinaryNode): Promise<void> {
    // What is read after the end could not be acknowledged, and would be unreadable when it comes again.
    if (!this.#mayRead()) return;
    const id = node.attrs['id'] ?? '';
    this.#reading.add(id);
    await Promise.allSettled(this.#read.map((read) => read(node)));
    // One of the backlog is only put into the library's own queue, and read later.
    if (!node.attrs['offline']) this.wasRead(id);
  }

  #mayRead(): boolean {
    return !this.#isStopped && this.#socket.ws.isOpen;
  }
}

/** Waits for something, but not longer than that. */
async function withinMs(longestMs: number, awaited: Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([awaited, sleep(longestMs, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
