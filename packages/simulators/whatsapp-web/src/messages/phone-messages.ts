import { proto } from 'baileys';
import type { Account, Companion } from '../accounts/account.ts';
import type { Group } from '../groups/group.ts';
import type { Platform } from '../platform.ts';
import { type AddressingMode, personJid, signalAddress } from '../signal/device.ts';
import type { PreKeyBundle } from '../signal/key-bundle.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import type { MessageRecord } from './archive.ts';
import { garbage } from './garbage.ts';
import { inboundAttributes } from './inbound-attributes.ts';
import type { Phone, Phones } from './phone.ts';
import { encStanza, type Sealer } from './sealer.ts';
import { stanzaTypeOf } from './stanza-type.ts';

/** How a message is brought to clients. */
export interface Carriage {
  readonly mode: AddressingMode;
  readonly transport: 'signal' | 'plaintext';
}

interface Parts {
  readonly platform: Platform;
  readonly phones: Phones;
  readonly sealer: Sealer;
}

/** Brings what people write on their phones to the clients of those who shall read it. */
export class PhoneMessages {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Brings a message to every client of its recipients and of its author. */
  async bring(record: MessageRecord, carriage: Carriage): Promise<void> {
    if (record.to.kind === 'group') await this.#bringToGroup(record, carriage);
    else {
      const { account } = record.to;
      for (const client of companionsOf([account])) await this.#bringDirect(record, client, carriage);
      if (account === record.author.account) return;
      for (const client of companionsOf([record.author.account])) {
        await this.#bringDirect(record, client, carriage);
      }
    }
  }

  /** Brings it to one client again, which could not read it. `count` is the client's own count of its requests. */
  async bringAgain(
    record: MessageRecord,
    client: Companion,
    request: {
      readonly mode: AddressingMode;
      readonly count: number;
      readonly bundle: PreKeyBundle | undefined;
    },
  ): Promise<void> {
    const phone = this.#parts.phones.of(record.author.account);
    const copy = copyFor(record, client.account, request.mode);
    // Whoever could not read a group's message may have lost the key to all that follow.
    const message =
      record.to.kind === 'group'
        ? { ...copy, senderKeyDistributionMessage: await senderKeyOf(phone, record.to.group) }
        : copy;
    const sealed = await this.#parts.sealer.seal(phone, client, message, request.bundle);
    client.deliver(
      this.#messageStanza(record, client, request.mode, [encStanza(sealed, { count: request.count })]),
    );
  }

  async #bringDirect(record: MessageRecord, client: Companion, carriage: Carriage): Promise<void> {
    const mode = this.#modeFor(record, client, carriage.mode);
    const message = copyFor(record, client.account, mode);
    const content = await this.#directContent(record, client, { ...carriage, message });
    client.deliver(this.#messageStanza(record, client, mode, content));
  }

  async #directContent(
    record: MessageRecord,
    client: Companion,
    { message, transport }: { message: proto.IMessage; transport: Carriage['transport'] },
  ): Promise<Stanza[]> {
    const spoiled = this.#spoiled(record, client);
    if (spoiled) return spoiled;
    if (transport === 'plaintext') return [plaintextStanza(message)];
    const phone = this.#phoneOf(record);
    return [encStanza(await this.#parts.sealer.seal(phone, client, message))];
  }

  async #bringToGroup(record: MessageRecord, { transport }: Carriage): Promise<void> {
    if (record.to.kind !== 'group') return;
    const { group } = record.to;
    const clients = companionsOf(group.members.keys());
    if (clients.length === 0) return;
    const sealFor =
      transport === 'signal'
        ? await this.#parts.sealer.sealForGroup(this.#phoneOf(record), group, record.message)
        : undefined;
    for (const client of clients) {
      const content =
        this.#spoiled(record, client) ??
        (sealFor
          ? (await sealFor(client)).map((encrypted) => encStanza(encrypted))
          : [plaintextStanza(record.message)]);
      client.deliver(this.#messageStanza(record, client, group.mode, content));
    }
  }

  #messageStanza(
    record: MessageRecord,
    client: Companion,
    mode: AddressingMode,
    content: readonly Stanza[],
  ): Stanza {
    return stanza(
      'message',
      { ...inboundAttributes(record, client.account, mode), ...stanzaTypeOf(record.message) },
      content,
    );
  }

  /** What comes in place of the message when a fault makes it unreadable. */
  #spoiled(record: MessageRecord, client: Companion): Stanza[] | undefined {
    const fault = this.#parts.platform.faults.take(['undecryptable'], subjectOf(record, client));
    if (!fault) return undefined;
    if (fault.how === 'unavailable') return [stanza('unavailable')];
    return [encStanza({ type: 'msg', ciphertext: garbage() })];
  }

  #modeFor(record: MessageRecord, client: Companion, mode: AddressingMode): AddressingMode {
    const flips = this.#parts.platform.faults.take(['flipAddressing'], subjectOf(record, client));
    if (!flips) return mode;
    return mode === 'pn' ? 'lid' : 'pn';
  }

  #phoneOf(record: MessageRecord): Phone {
    return this.#parts.phones.of(record.author.account);
  }
}

/** What the clients of an account read: those of the author get it wrapped, with the chat that it went to. */
function copyFor(record: MessageRecord, receiver: Account, mode: AddressingMode): proto.IMessage {
  const { message, to, author } = record;
  if (to.kind === 'group' || author.account !== receiver) return message;
  return {
    deviceSentMessage: { destinationJid: personJid(to.account, mode), message },
    ...(message.messageContextInfo && { messageContextInfo: message.messageContextInfo }),
  };
}

async function senderKeyOf(phone: Phone, group: Group): Promise<proto.Message.ISenderKeyDistributionMessage> {
  return phone.signal.senderKeyFor(group.id, signalAddress({ account: phone.account, deviceId: 0 }));
}

function plaintextStanza(message: proto.IMessage): Stanza {
  return stanza('plaintext', {}, proto.Message.encode(message).finish());
}

function companionsOf(accounts: Iterable<Account>): Companion[] {
  return [...accounts].flatMap((account) => [...account.companions.values()]);
}

function subjectOf(
  { author, to }: MessageRecord,
  client: Companion,
): {
  account: string;
  device: number;
  stanza: string;
  peer: string;
} {
  const peer = to.kind === 'group' ? to.group.id : author.account.phone;
  return { account: client.account.phone, device: client.deviceId, stanza: 'message', peer };
}
