import { encodeBinaryNode } from 'baileys';
import { type Stanza, stanza } from './stanza.ts';

/** What carries a stream's bytes, encrypted, to the client. */
export interface Wire {
  send(plaintext: Uint8Array): void;
  /** Closes once everything is sent. */
  close(): void;
  /** Cuts the connection. */
  drop(): void;
}

/** A connection whose handshake is done. */
export class Stream {
  readonly #wire: Wire;
  /** A muted stream sends nothing more; its client hears silence. */
  isMuted = false;
  #isOpen = true;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(outgoing: Stanza): void {
    if (this.#isOpen && !this.isMuted) this.#wire.send(encodeBinaryNode(outgoing));
  }

  /** `<failure>` in place of `<success>`, then the end. */
  fail(code: number): void {
    this.send(stanza('failure', { reason: code, location: 'sim' }));
    this.close();
  }

  /** `<stream:error>`, then the end. */
  end(code: number): void {
    this.send(streamErrorFor(code));
    this.close();
  }

  /** Closes without a word, after everything was sent. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#wire.close();
  }

  /** Cuts the connection, as when a network fails. */
  drop(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#wire.drop();
  }

  /** The other side is gone. */
  closed(): void {
    this.#isOpen = false;
  }
}

function streamErrorFor(code: number): Stanza {
  if (code === 440) return stanza('stream:error', {}, [stanza('conflict', { type: 'replaced' })]);
  if (code === 401) return stanza('stream:error', { code }, [stanza('conflict', { type: 'device_removed' })]);
  return stanza('stream:error', { code });
}
