import type { Account } from '../accounts/account.ts';
import type { Companion } from '../accounts/companion.ts';
import type { Stanza } from './stanza.ts';
import type { Stream } from './stream.ts';

/** A companion that is logged in: its connection, until that ends. */
export class Session {
  readonly companion: Companion;
  readonly stream: Stream;
  /** Whether the backlog went out, so that stanzas reach the client as they come. */
  isLive = false;

  constructor(companion: Companion, stream: Stream) {
    this.companion = companion;
    this.stream = stream;
  }

  get account(): Account {
    return this.companion.account;
  }

  /** Sends a stanza at once; nothing happens when the connection is gone. Use `Companion.deliver` for what must arrive. */
  send(outgoing: Stanza): void {
    this.stream.send(outgoing);
  }
}
