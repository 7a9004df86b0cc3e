import { randomBytes } from 'node:crypto';
import { owned } from '../accounts/key-bundle.ts';
import type { StreamListener } from '../stream/connection.ts';
import { SERVER, type Stanza, childOf, stanza } from '../stream/stanza.ts';
import type { Stream } from '../stream/stream.ts';
import type { Registration } from './registration.ts';

/** What became of an iq that an unlinked client sent: the children of its result, or the code of an error. */
export type UnlinkedAnswer = readonly Stanza[] | number;

/** Who answers what unlinked clients ask. */
export interface UnlinkedHost {
  answer(client: UnlinkedClient, iq: Stanza): UnlinkedAnswer;
  left(client: UnlinkedClient): void;
}

/** A client that is connected and belongs to no account yet: it shows QR codes and waits. */
export class UnlinkedClient implements StreamListener {
  readonly stream: Stream;
  readonly noiseKey: Buffer;
  readonly registration: Registration;
  readonly refs: readonly string[];
  readonly #host: UnlinkedHost;
  readonly #asked = new Map<string, (answer: Stanza | undefined) => void>();
  #onClosed: (() => void)[] = [];
  #nextId = 1;

  constructor(
    host: UnlinkedHost,
    stream: Stream,
    facts: { readonly noiseKey: Buffer; readonly registration: Registration; readonly qrRefs: number },
  ) {
    this.#host = host;
    this.stream = stream;
    this.noiseKey = owned(facts.noiseKey);
    this.registration = facts.registration;
    this.refs = Array.from({ length: facts.qrRefs }, () => `2@${randomBytes(32).toString('base64url')}`);
  }

  /** Gives the client the refs of its QR codes. */
  offerRefs(): void {
    const refs = this.refs.map((ref) => stanza('ref', {}, Buffer.from(ref)));
    // Nothing waits for the answer: a client that does not understand shows no QR code.
    void this.ask([stanza('pair-device', {}, refs)]);
  }

  /** Sends an iq and gives its answer; undefined when the client leaves without one. */
  async ask(
    content: readonly Stanza[],
    attributes: Readonly<Record<string, number>> = {},
  ): Promise<Stanza | undefined> {
    const id = `sim-${String(this.#nextId)}`;
    this.#nextId += 1;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.stream.send(stanza('iq', { id, from: SERVER, type: 'set', xmlns: 'md', ...attributes }, content));
    });
  }

  /** Calls back when the client leaves. */
  whenClosed(listener: () => void): void {
    this.#onClosed.push(listener);
  }

  received(received: Stanza): void {
    if (received.tag !== 'iq') return;
    const { id = '', type } = received.attrs;
    if (type === 'result' || type === 'error') {
      this.#asked.get(id)?.(received);
      this.#asked.delete(id);
      return;
    }
    this.#answer(id, this.#host.answer(this, received));
  }

  closed(): void {
    for (const resolve of this.#asked.values()) resolve(undefined);
    this.#asked.clear();
    for (const listener of this.#onClosed) listener();
    this.#onClosed = [];
    this.#host.left(this);
  }

  #answer(id: string, answer: UnlinkedAnswer): void {
    const about = { id, from: SERVER };
    if (typeof answer === 'number') {
      this.stream.send(
        stanza('iq', { ...about, type: 'error' }, [
          stanza('error', { code: answer, text: 'item-not-found' }),
        ]),
      );
    } else {
      this.stream.send(stanza('iq', { ...about, type: 'result' }, answer.length > 0 ? answer : undefined));
    }
  }
}

/** The signed device identity in a client's answer to `pair-success`. */
export function signedIdentityIn(answer: Stanza): Stanza | undefined {
  return childOf(childOf(answer, 'pair-device-sign'), 'device-identity');
}
