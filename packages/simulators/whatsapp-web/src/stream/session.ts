import type { Account } from '../accounts/account.ts';
import type { Companion } from '../accounts/companion.ts';
import type { FaultMatch, StreamFault } from '../faults/fault-rules.ts';
import type { Platform } from '../platform.ts';
import type { StreamListener } from './connection.ts';
import { type Stanza, bytesOf, childOf, childrenOf, stanza } from './stanza.ts';
import type { Stream } from './stream.ts';

/** A fault that ends a stream. */
type EndingFault = Extract<StreamFault, { kind: 'streamError' | 'drop' }>;

/** A companion that is logged in: its connection, until that ends. */
export class Session implements StreamListener {
  readonly companion: Companion;
  readonly stream: Stream;
  readonly #platform: Platform;
  /** Whether the backlog went out, so that stanzas reach the client as they come. */
  isLive = false;

  constructor(platform: Platform, companion: Companion, stream: Stream) {
    this.#platform = platform;
    this.companion = companion;
    this.stream = stream;
  }

  get account(): Account {
    return this.companion.account;
  }

  /** What faults are matched with. */
  get subject(): FaultMatch {
    return { account: this.account.phone, device: this.companion.deviceId };
  }

  /** Sends a stanza at once; nothing happens when the connection is gone. Use `Companion.deliver` for what must arrive. */
  send(outgoing: Stanza): void {
    this.stream.send(outgoing);
  }

  async received(received: Stanza): Promise<void> {
    const { faults } = this.#platform;
    const { to, xmlns } = received.attrs;
    const subject = { ...this.subject, stanza: received.tag, peer: to, xmlns };
    if (faults.take(['silence'], subject)) return;
    const ending =
      received.tag === 'message'
        ? faults.take(
            ['streamError', 'drop'],
            subject,
            ({ moment }) => moment === 'message' || moment === 'acceptedMessage',
          )
        : undefined;
    if (ending?.moment === 'message') return this.strike(ending);
    this.stream.isMuted = ending !== undefined;
    this.#settle(received);
    await this.#platform.router.dispatch(this, received);
    if (ending) this.strike(ending);
  }

  closed(): void {
    if (this.companion.session === this) this.companion.session = undefined;
  }

  /** Ends the connection as a fault orders. */
  strike(fault: EndingFault): void {
    this.stream.isMuted = false;
    if (fault.kind === 'drop') this.stream.drop();
    else this.stream.end(fault.code);
    this.closed();
  }

  /** Sends what waited for the client, then says that this was all; from now on stanzas come as they happen. */
  goLive(): void {
    const { faults, activity } = this.#platform;
    if (!this.stream.isOpen || this.isLive) return;
    const count = this.companion.sendBacklog(this);
    this.isLive = true;
    if (faults.take(['dropBeforeOffline'], this.subject)) {
      this.stream.close();
      this.closed();
      return;
    }
    const late = faults.take(['delayOffline'], this.subject);
    if (!late) this.#endBacklog(count);
    else if (late.ms !== undefined)
      activity.after(late.ms, 'the end of the backlog', () => this.#endBacklog(count));
  }

  #endBacklog(count: number): void {
    this.send(stanza('ib', { from: 's.whatsapp.net' }, [stanza('offline', { count })]));
    this.#platform.messaging.companionCaughtUp(this.companion);
    const ending = this.#platform.faults.take(
      ['streamError', 'drop'],
      this.subject,
      ({ moment = 'now' }) => moment === 'now' || moment === 'login',
    );
    if (ending) this.strike(ending);
  }

  /** An ack, or a receipt for a message, takes stanzas off the list of what must still arrive. */
  #settle({ tag, attrs, content }: Stanza): void {
    const { id } = attrs;
    if (id === undefined) return;
    if (tag === 'ack') this.companion.acknowledge(attrs['class'] ?? 'message', new Set([id]));
    if (tag !== 'receipt') return;
    const list = childOf({ tag, attrs, ...(content !== undefined && { content }) }, 'list');
    const others = childrenOf(list, 'item').map((item) => item.attrs['id'] ?? bytesOf(item).toString());
    this.companion.acknowledge('message', new Set([id, ...others]));
  }
}
