import { AsyncLocalStorage } from 'node:async_hooks';

const under = new AsyncLocalStorage<Outgoing>();

/**
 * One message while the library seals and sends it. To a person, its steps need not wait for each other's commits: the library
 * asks for the person's token last, before it writes the stanza (Socket/messages-send.js, relayMessage), and gets it once all
 * are stored. To a group each step waits for itself. Whatever the library does, who asks `isStored` before the first
 * byte goes out sends nothing whose keys are not stored.
 */
export class Outgoing {
  readonly isToPerson: boolean;
  readonly #unwritten = new Set<Promise<void>>();
  #failure: { cause: unknown } | undefined;

  /** @param chat a jid */
  constructor(chat: string) {
    this.isToPerson = /@(?:s\.whatsapp\.net|lid)$/.test(chat);
  }

  /** The message that the work at hand is part of. */
  static get atHand(): Outgoing | undefined {
    return under.getStore();
  }

  /** The keys of all steps are committed. */
  get isStored(): boolean {
    return this.#unwritten.size === 0 && this.#failure === undefined;
  }

  /** Runs the library's relay of the message. */
  relay<T>(relay: () => Promise<T>): Promise<T> {
    return under.run(this, relay);
  }

  /** A step of the message is being written. */
  follow(written: Promise<void>): void {
    this.#unwritten.add(written);
    written.then(
      () => this.#unwritten.delete(written),
      (cause: unknown) => {
        this.#failure ??= { cause };
        this.#unwritten.delete(written);
      },
    );
  }

  /** Resolves once all steps until now are committed. @throws what the first that failed threw */
  async stored(): Promise<void> {
    await Promise.allSettled(this.#unwritten);
    if (this.#failure !== undefined) throw this.#failure.cause;
  }
}
