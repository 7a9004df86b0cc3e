import type { proto } from 'baileys';
import type { Account, Companion } from '../accounts/account.ts';
import { accountsFor, changeGroup, type GroupChange } from '../groups/group-change.ts';
import type { GroupDesk } from '../groups/group-desk.ts';
import type { Group } from '../groups/group.ts';
import type { GroupRegistry } from '../groups/group-registry.ts';
import type { HistorySender } from '../history/history-sender.ts';
import type { MediaDesk } from '../media/media-desk.ts';
import type { Platform } from '../platform.ts';
import type { AddressingMode } from '../signal/device.ts';
import type { Chat, MessageRecord } from './archive.ts';
import { chatWith } from './chat.ts';
import type { ShownMessage } from './shown-content.ts';
import type { DeviceNotices } from './device-notices.ts';
import type { ContentWriter } from './content-writer.ts';
import type {
  GroupInput,
  Messaging,
  OutgoingMessage,
  ReceiptRecord,
  ReceivedMessage,
  SendOptions,
  SentMessage,
} from './messaging.ts';
import type { PhoneMessages } from './phone-messages.ts';
import type { OwnReceipts } from './own-receipts.ts';
import type { PhonePower } from './phone-power.ts';
import type { Phones } from './phone.ts';
import type { PresenceDesk, SeenTyping, TypingState } from './presence-desk.ts';
import { newWhatsappId } from './whatsapp-id.ts';

interface Parts {
  readonly platform: Platform;
  readonly phones: Phones;
  readonly power: PhonePower;
  readonly presence: PresenceDesk;
  readonly ownReceipts: OwnReceipts;
  readonly groups: GroupRegistry;
  readonly groupDesk: GroupDesk;
  readonly phoneMessages: PhoneMessages;
  readonly writer: ContentWriter;
  readonly media: MediaDesk;
  readonly history: HistorySender;
  readonly deviceNotices: DeviceNotices;
}

/** What a person does with the phone. */
export class AccountMessaging implements Messaging {
  readonly #parts: Parts;
  /** Clients that were told already what a phone tells a new one. */
  readonly #setUp = new WeakSet<Companion>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Writes to a person or group. Throws when there is no such account or group, or when it may not write there. */
  async send(
    account: Account,
    to: string,
    message: OutgoingMessage,
    options: SendOptions = {},
  ): Promise<SentMessage> {
    const { platform, phones, phoneMessages, writer } = this.#parts;
    const chat = this.#chatOf(to);
    if (chat.kind === 'group' && !chat.group.mayWrite(account))
      throw new RangeError(`+${account.phone} may not write to ${to}`);
    const phone = phones.of(account);
    const mode = options.as ?? 'pn';
    const writing = { account, chat, mode: chat.kind === 'group' ? chat.group.mode : mode };
    return phone.inOrder(async () => {
      const record: MessageRecord = {
        whatsappId: options.whatsappId ?? newWhatsappId(),
        author: { account, deviceId: 0 },
        to: chat,
        message: await writer.write(message, writing),
        at: options.at ?? platform.clock.now(),
      };
      phone.archive.keep(record);
      this.#arriveOnPhones(record);
      await phoneMessages.bring(record, {
        mode,
        transport: options.transport ?? 'signal',
      });
      return { whatsappId: record.whatsappId, at: record.at, message: record.message };
    });
  }

  received(account: Account): readonly ReceivedMessage[] {
    return this.#parts.phones.of(account).received;
  }

  chatWith(account: Account, phoneNumber: string): ShownMessage[] {
    const chat = this.#chatOf(phoneNumber);
    return chat.kind === 'person' ? chatWith(this.#parts.phones.of(account), chat.account) : [];
  }

  async fileIn(account: Account, whatsappId: string): Promise<Buffer | undefined> {
    const record = this.#parts.phones.of(account).archive.byId(whatsappId);
    return record && this.#parts.media.download(record.message);
  }

  readChat(account: Account, phoneNumber: string): void {
    for (const { id, isMine, state } of this.chatWith(account, phoneNumber))
      if (!isMine && state !== 'read') this.markRead(account, id);
  }

  async fileOf(message: proto.IMessage): Promise<Buffer | undefined> {
    return this.#parts.media.download(message);
  }

  receiptsFor(account: Account, whatsappId: string): readonly ReceiptRecord[] {
    return this.#parts.phones.of(account).receiptsFor(whatsappId);
  }

  createGroup(account: Account, input: GroupInput): Group {
    const members = accountsFor(this.#parts.platform.accounts, input.members);
    return this.#parts.groupDesk.create(account, { ...input, members });
  }

  changeGroup(account: Account, groupId: string, change: GroupChange): void {
    const group = this.#parts.groups.byId(groupId);
    if (!group) throw new RangeError(`There is no group "${groupId}"`);
    const { groupDesk: desk, platform } = this.#parts;
    changeGroup(change, { desk, accounts: platform.accounts, group, actor: account });
  }

  markRead(account: Account, whatsappId: string, as: AddressingMode = 'pn'): void {
    this.#parts.ownReceipts.markRead(account, whatsappId, as);
  }

  type(account: Account, to: string, state: TypingState, as: AddressingMode = 'pn'): void {
    this.#parts.presence.type(account, this.#chatOf(to), state, as);
  }

  setPresence(account: Account, isAvailable: boolean): void {
    this.#parts.presence.setOnline(account, isAvailable);
  }

  seenTyping(account: Account): readonly SeenTyping[] {
    return this.#parts.presence.seenBy(account);
  }

  phoneSwitchedOn(account: Account): void {
    this.#parts.power.switchedOn(account);
  }

  companionCaughtUp(client: Companion): void {
    const { platform, history, deviceNotices } = this.#parts;
    if (this.#setUp.has(client)) return;
    this.#setUp.add(client);
    deviceNotices.announce(client);
    platform.activity.run('setting up a client', () => history.setUp(client));
  }

  #chatOf(to: string): Chat {
    const group = this.#parts.groups.byId(to);
    if (group) return { kind: 'group', group };
    const { accounts } = this.#parts.platform;
    const account = to.includes('@') ? accounts.byJid(to) : accounts.byPhone(to);
    if (!account) throw new RangeError(`There is no account or group "${to}"`);
    return { kind: 'person', account };
  }

  #arriveOnPhones(record: MessageRecord): void {
    const recipients = record.to.kind === 'group' ? [...record.to.group.members.keys()] : [record.to.account];
    for (const recipient of recipients) {
      if (recipient === record.author.account) continue;
      const phone = this.#parts.phones.of(recipient);
      if (!phone.archive.keep(record)) continue;
      phone.receive({
        whatsappId: record.whatsappId,
        from: record.author.account.jid,
        group: record.to.kind === 'group' ? record.to.group.id : undefined,
        message: record.message,
        at: record.at,
      });
    }
  }
}
