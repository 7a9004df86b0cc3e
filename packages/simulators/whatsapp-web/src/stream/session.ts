import type { Account, Companion, EndingFault, Session } from '../accounts/account.ts';
import type { FaultMatch } from '../faults/fault-rules.ts';
import type { Platform } from '../platform.ts';
import type { StreamListener } from './connection.ts';
import { SERVER, type Stanza, childOf, childrenOf, stanza } from './stanza.ts';
import type { Stream } from './stream.ts';

// Any bytes: a client sends them in front of its next handshake, and what they mean is the server's own affair.
const ROUTING = Buffer.from([8, 2, 8, 9]);

/** A companion that is logged in: its connection, until that ends. */
export class LiveSession implements Session, StreamListener {
  readonly companion: Companion;
  readonly stream: Stream;
  readonly #platform: Platform;
  isLive = false;

  constructor(platform: Platform, companion: Companion, stream: Stream) {
    this.#platform = platform;
    this.companion = companion;
    this.stream = stream;
  }

  get account(): Account {
    return this.companion.account;
  }

  get subject(): FaultMatch {
    return { account: this.account.phone, device: this.companion.deviceId };
  }

  send(outgoing: Stanza): void {
    this.stream.send(outgoing);
  }

  deliver(outgoing: Stanza): void {
    const { faults, accounts } = this.#platform;
    const { attrs, ...rest } = outgoing;
    const sender = attrs['participant'] ?? attrs['from'] ?? '';
    const subject = { ...this.subject, stanza: outgoing.tag, peer: accounts.peerOf(sender) };
    const marked = faults.take(['offlineZero', 'append'], subject);
    const sent = marked
      ? { ...rest, attrs: { ...attrs, offline: marked.kind === 'append' ? '1' : '0' } }
      : outgoing;
    const duplicate = faults.take(['duplicate'], subject);
    const copies = duplicate ? (duplicate.copies ?? 2) : 1;
    for (let copy = 0; copy < copies; copy += 1) this.send(sent);
  }

  end(code: number): void {
    this.stream.end(code);
    this.closed();
  }

  async received(received: Stanza): Promise<void> {
    const { faults, accounts, activity, router } = this.#platform;
    const { to = '', xmlns } = received.attrs;
    const subject = { ...this.subject, stanza: received.tag, peer: accounts.peerOf(to), xmlns };
    if (faults.take(['silence'], subject)) return;
    const ending = received.tag === 'message' ? this.#endingAtMessage(subject) : undefined;
    if (ending?.moment === 'message') {
      this.strike(ending);
      return;
    }
    this.stream.isMuted = ending !== undefined;
    this.#settle(received);
    await activity.during(() => router.dispatch(this, received));
    if (ending) this.strike(ending);
  }

  closed(): void {
    if (this.companion.session === this) this.companion.session = undefined;
  }

  strike(fault: EndingFault): void {
    this.stream.isMuted = false;
    if (fault.kind === 'drop') this.stream.drop();
    else this.stream.end(fault.code);
    this.closed();
  }

  goLive(): void {
    const { faults, activity } = this.#platform;
    if (!this.stream.isOpen || this.isLive) return;
    this.send(stanza('ib', {}, [stanza('edge_routing', {}, [stanza('routing_info', {}, ROUTING)])]));
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

  #endingAtMessage(subject: FaultMatch): EndingFault | undefined {
    return this.#platform.faults.take(
      ['streamError', 'drop'],
      subject,
      ({ moment }) => moment === 'message' || moment === 'acceptedMessage',
    );
  }

  #endBacklog(count: number): void {
    if (!this.stream.isOpen) return;
    this.send(stanza('ib', { from: SERVER }, [stanza('offline', { count })]));
    this.#platform.caughtUp(this.companion);
    const ending = this.#platform.faults.take(
      ['streamError', 'drop'],
      this.subject,
      ({ moment = 'now' }) => moment === 'now' || moment === 'login',
    );
    if (ending) this.strike(ending);
  }

  /** An ack, or a receipt for a message, takes stanzas off the list of what must still arrive. */
  #settle(received: Stanza): void {
    const { id, type, class: acknowledged = 'message' } = received.attrs;
    if (id === undefined) return;
    if (received.tag === 'ack') this.companion.acknowledge(acknowledged, id);
    // With a retry receipt comes an ack of its own, for the copy that could not be read.
    if (received.tag !== 'receipt' || type === 'retry') return;
    const others = childrenOf(childOf(received, 'list'), 'item').map((item) => item.attrs['id'] ?? '');
    for (const each of [id, ...others]) this.companion.acknowledge('message', each);
  }
}
