import type { Message } from '@recado/sdk';
import { CallFailed, failureOf, isPassing } from '../../../../lib/api/problem.ts';
import type { ThreadCache } from '../../thread/thread-cache.ts';
import { kept, parseOutbox } from './outbox-decoder.ts';
import type { Outgoing } from './outgoing.ts';

export interface OutboxPorts {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Where this person's messages are kept until the server has them. */
  storageKey: () => string | undefined;
  send: (outgoing: Outgoing) => Promise<Message>;
  thread: Pick<ThreadCache, 'addOptimistic' | 'settle' | 'fail' | 'discard'>;
  pause: (ms: number) => Promise<void>;
}

/** Says that the server refused it, for the one who wrote it to change; true when that is taken back from the thread. */
export type HearRefusal = (outgoing: Outgoing, failure: CallFailed) => boolean;

const PAUSES_MS = [500, 1_500, 4_000];
/** The server knows a key for a day. After that a repetition might be a second message. */
const KEY_KEPT_MS = 23 * 60 * 60 * 1_000;

const mayComeThrough = (failure: CallFailed): boolean =>
  failure.code === 'idempotency_in_flight' || isPassing(failure);

/**
 * Brings what people write to the server, in the order in which they wrote it, each once: what fails for the moment is
 * tried again under its key, also after the page was loaded anew.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #lines = new Map<string, Promise<void>>();
  readonly #underWay = new Set<string>();
  readonly #stuck = new Map<string, Outgoing>();
  readonly #listeners = new Map<string, HearRefusal>();

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** Shows it in the thread and sends it; what went before it in the conversation goes first. */
  add(outgoing: Outgoing): void {
    this.#keep((all) => [...all.filter(({ id }) => id !== outgoing.id), outgoing]);
    this.#start(outgoing);
  }

  /** Goes on with what an earlier visit could not send. */
  resume(conversationId: string, nowMs: number): void {
    for (const outgoing of this.#stored().filter((one) => one.conversationId === conversationId)) {
      if (this.#underWay.has(outgoing.id) || this.#stuck.has(outgoing.id)) continue;
      if (nowMs - Date.parse(outgoing.createdAt) < KEY_KEPT_MS) this.#start(outgoing);
      else this.#showOnly(outgoing);
    }
  }

  /** The connection is back: what was stuck goes on. */
  retryStuck(): void {
    const stuck = [...this.#stuck.values()];
    for (const outgoing of stuck) this.#start(outgoing);
  }

  /** Hears of refusals in a conversation; the function that is given ends it. */
  listen(conversationId: string, hear: HearRefusal): () => void {
    this.#listeners.set(conversationId, hear);
    return () => {
      if (this.#listeners.get(conversationId) === hear) this.#listeners.delete(conversationId);
    };
  }

  /** Somebody took drafts out of the thread: only these are still wanted. */
  keepOnly(conversationId: string, ids: ReadonlySet<string>): void {
    const gone = this.#stored().filter(
      (one) => one.conversationId === conversationId && !ids.has(one.id) && !this.#underWay.has(one.id),
    );
    for (const { id } of gone) this.#forget(id);
  }

  #start(outgoing: Outgoing): void {
    const { id, conversationId } = outgoing;
    this.#stuck.delete(id);
    this.#underWay.add(id);
    this.#show(outgoing);
    const before = this.#lines.get(conversationId) ?? Promise.resolve();
    const line = before.then(() => this.#deliver(outgoing));
    this.#lines.set(conversationId, line);
  }

  #show({ id, conversationId, body: { message, replyTo, sendAt }, createdAt }: Outgoing): void {
    const draft = { id, message, replyTo: replyTo ?? null, sendAt: sendAt ?? null, createdAt };
    this.#ports.thread.addOptimistic(conversationId, draft);
  }

  /** Nobody can say any more whether the server has it: it is for a person to read, and to write again. */
  #showOnly(outgoing: Outgoing): void {
    this.#show(outgoing);
    this.#ports.thread.fail(outgoing.conversationId, outgoing.id, new CallFailed('offline'));
  }

  async #deliver(outgoing: Outgoing): Promise<void> {
    const { id, conversationId } = outgoing;
    const outcome = await this.#attempt(outgoing, 0);
    this.#underWay.delete(id);
    if ('message' in outcome) {
      this.#forget(id);
      this.#ports.thread.settle(conversationId, id, outcome.message);
      return;
    }
    this.#giveBack(outgoing, outcome.failure);
  }

  async #attempt(outgoing: Outgoing, count: number): Promise<{ message: Message } | { failure: CallFailed }> {
    try {
      return { message: await this.#ports.send(outgoing) };
    } catch (error) {
      const failure = failureOf(error);
      const pauseMs = PAUSES_MS[count];
      if (pauseMs === undefined || !mayComeThrough(failure)) return { failure };
      await this.#ports.pause(pauseMs);
      return this.#attempt(outgoing, count + 1);
    }
  }

  #giveBack(outgoing: Outgoing, failure: CallFailed): void {
    const { id, conversationId } = outgoing;
    const isRefused = !mayComeThrough(failure);
    if (isRefused && this.#listeners.get(conversationId)?.(outgoing, failure) === true) {
      this.#forget(id);
      this.#ports.thread.discard(conversationId, id);
      return;
    }
    if (!isRefused) this.#stuck.set(id, outgoing);
    this.#ports.thread.fail(conversationId, id, failure, () => this.#start(outgoing));
  }

  #forget(id: string): void {
    this.#stuck.delete(id);
    this.#keep((all) => all.filter((one) => one.id !== id));
  }

  #stored(): Outgoing[] {
    const key = this.#ports.storageKey();
    return key === undefined ? [] : parseOutbox(this.#ports.storage.getItem(key));
  }

  #keep(edit: (all: Outgoing[]) => Outgoing[]): void {
    const key = this.#ports.storageKey();
    if (key === undefined) return;
    const all = edit(this.#stored());
    if (all.length === 0) this.#ports.storage.removeItem(key);
    else this.#ports.storage.setItem(key, kept(all));
  }
}
