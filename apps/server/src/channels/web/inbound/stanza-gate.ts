import { setTimeout as sleep } from 'node:timers/promises';
import type { BinaryNode, WASocket } from 'baileys';

const MESSAGE = 'CB:message';

/**
 * Holds each message stanza back until `note` has stored that it came; only then does the library read it and tell WhatsApp
 * that it arrived. So there is no message that WhatsApp believes delivered and that nobody here has heard of. Stanzas that come
 * meanwhile share the next `note`; they keep their order.
 */
export class StanzaGate {
  readonly #socket: Pick<WASocket, 'ws'>;
  readonly #note: (nodes: BinaryNode[]) => Promise<void>;
  readonly #read: ((node: BinaryNode) => Promise<void>)[];
  /** Ids of those that the library is reading. */
  readonly #reading = new Set<string>();
  #waiting: BinaryNode[] = [];
  #running: Promise<void> | undefined;
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
    const giveUp = new AbortController();
    await Promise.race([idle, sleep(longestMs, undefined, { signal: giveUp.signal }).catch(() => undefined)]);
    giveUp.abort();
  }

  /** Resolves once nothing is held back. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const nodes = this.#waiting;
      this.#waiting = [];
      const isNoted = await this.#isNoted(nodes);
      // What is read after the end could not be acknowledged, and would be unreadable when it comes again.
      if (isNoted && !this.#isStopped && this.#socket.ws.isOpen) for (const node of nodes) this.#let(node);
    }
    this.#running = undefined;
  }

  /** Tries again for as long as the connection lives: what is not read now comes again only with the next one. */
  async #isNoted(nodes: BinaryNode[]): Promise<boolean> {
    for (let waitMs = 50; !this.#isStopped && this.#socket.ws.isOpen; waitMs = Math.min(waitMs * 2, 1_000))
      try {
        await this.#note(nodes);
        return true;
      } catch {
        await sleep(waitMs);
      }
    return false;
  }

  #let(node: BinaryNode): void {
    const id = node.attrs['id'] ?? '';
    this.#reading.add(id);
    for (const read of this.#read)
      void read(node).finally(() => {
        // One of the offline queue is only put there, and read later.
        if (!node.attrs['offline']) this.wasRead(id);
      });
  }
}
