import type { Companion, Session } from '../accounts/account.ts';
import type { GroupRegistry } from '../groups/group-registry.ts';
import type { Platform } from '../platform.ts';
import { modeOf } from '../signal/device.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import type { Chat, MessageRecord } from './archive.ts';
import type { ClientRelay } from './client-relay.ts';
import type { MessageReader, Reading } from './message-reader.ts';
import type { Outbound } from './outbound.ts';
import type { PeerRequests } from './peer-requests.ts';
import type { PhonePower } from './phone-power.ts';
import type { Phones } from './phone.ts';
import type { RecipientConduct } from './recipient-conduct.ts';
import type { RetryRequests } from './retry-requests.ts';

const FORBIDDEN = 403;
const NOT_FOUND = 404;

interface Parts {
  readonly platform: Platform;
  readonly phones: Phones;
  readonly groups: GroupRegistry;
  readonly reader: MessageReader;
  readonly conduct: RecipientConduct;
  readonly retries: RetryRequests;
  readonly relay: ClientRelay;
  readonly peerRequests: PeerRequests;
  readonly power: PhonePower;
}

/** What the server does with the messages of clients: it acknowledges them and brings them to their recipients. */
export class ClientMessages {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes a `<message>` of a client. */
  async accept(session: Session, received: Stanza): Promise<void> {
    if (received.attrs['category'] === 'peer') {
      session.send(ackFor(received, this.#parts.platform.nowSeconds(), undefined));
      await this.#parts.peerRequests.take(session, received);
      return;
    }
    const outbound = this.#outboundOf(session.companion, received);
    if (!outbound) return this.#acceptForNobody(session, received);
    const { platform } = this.#parts;
    if (!mayWrite(outbound)) {
      session.send(ackFor(received, platform.nowSeconds(), FORBIDDEN));
      return;
    }
    const refusal = platform.faults.take(['ackError'], subjectOf(outbound));
    const isAcknowledged = refusal !== undefined || !platform.faults.take(['noAck'], subjectOf(outbound));
    const reading = await this.#read(outbound);
    this.#writeDown(outbound, reading, refusal?.code);
    const late = platform.faults.take(['lateAck'], subjectOf(outbound));
    const acknowledge = (): void => session.send(ackFor(received, platform.nowSeconds(), refusal?.code));
    if (isAcknowledged && late) platform.activity.after(late.ms, 'a late ack', acknowledge);
    else if (isAcknowledged) acknowledge();
    if (!refusal) this.#bring(outbound, reading);
  }

  /** WhatsApp takes messages for people who are not there, too: they stay with one tick for ever. */
  async #acceptForNobody(session: Session, received: Stanza): Promise<void> {
    const { platform, reader } = this.#parts;
    const { id = '', to = '' } = received.attrs;
    if (to.endsWith('@g.us')) {
      session.send(ackFor(received, platform.nowSeconds(), NOT_FOUND));
      return;
    }
    const { message } = await reader.read(session.companion, received, undefined);
    const from = session.companion.jid;
    if (message) platform.ledger.record({ whatsappId: id, from, to, message, at: platform.clock.now() });
    session.send(ackFor(received, platform.nowSeconds(), undefined));
  }

  #outboundOf(client: Companion, received: Stanza): Outbound | undefined {
    const address = received.attrs['to'] ?? '';
    const to = this.#chatOf(address, received.attrs['recipient']);
    return (
      to && {
        client,
        stanza: received,
        whatsappId: received.attrs['id'] ?? '',
        address,
        to,
        mode: to.kind === 'group' ? to.group.mode : modeOf(address),
      }
    );
  }

  /** `recipient` names the chat when the client sends to another device of its own account. */
  #chatOf(address: string, recipient: string | undefined): Chat | undefined {
    if (address.endsWith('@g.us')) {
      const group = this.#parts.groups.byId(address);
      return group && { kind: 'group', group };
    }
    const account = this.#parts.platform.accounts.byJid(recipient ?? address);
    return account && { kind: 'person', account };
  }

  async #read({ client, stanza: received, to }: Outbound): Promise<Reading> {
    const group = to.kind === 'group' ? to.group : undefined;
    return this.#parts.reader.read(client, received, group);
  }

  #writeDown(outbound: Outbound, reading: Reading, refusedWith: number | undefined): void {
    const { client, whatsappId, address } = outbound;
    const { platform, retries } = this.#parts;
    const isResent = retries.isAwaited(client, whatsappId);
    if (isResent) platform.ledger.countResent(client.jid, whatsappId);
    if (isResent || !reading.message) return;
    platform.ledger.record({
      whatsappId,
      from: client.jid,
      to: address,
      message: reading.message,
      at: platform.clock.now(),
      ...(refusedWith !== undefined && { refusedWith }),
    });
  }

  #bring(outbound: Outbound, reading: Reading): void {
    const { client, whatsappId, to, mode } = outbound;
    const { platform, phones, conduct, retries, relay, power } = this.#parts;
    for (const recipient of reading.baffled)
      power.whenOn(recipient, () => retries.ask({ client, whatsappId, recipient, to, mode }));
    if (reading.message) {
      const record: MessageRecord = {
        whatsappId,
        author: client,
        to,
        message: reading.message,
        at: platform.clock.now(),
      };
      phones.of(client.account).archive.keep(record);
      for (const recipient of reading.readers) {
        retries.settled(client, whatsappId, recipient);
        conduct.arrived({ client, record, recipient, mode });
      }
    }
    relay.forward(outbound, reading);
  }
}

function mayWrite({ client, to }: Outbound): boolean {
  return to.kind === 'person' || to.group.mayWrite(client.account);
}

function subjectOf({ client, to }: Outbound): {
  account: string;
  device: number;
  stanza: string;
  peer: string;
} {
  const peer = to.kind === 'group' ? to.group.id : to.account.phone;
  return { account: client.account.phone, device: client.deviceId, stanza: 'message', peer };
}

function ackFor(received: Stanza, atSeconds: number, error: number | undefined): Stanza {
  const { id, to, participant, type } = received.attrs;
  return stanza('ack', { class: 'message', id, from: to, participant, type, t: atSeconds, error });
}
