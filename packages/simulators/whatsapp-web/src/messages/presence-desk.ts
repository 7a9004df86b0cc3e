import type { Account, Companion, Session } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { type AddressingMode, modeOf, personJid } from '../signal/device.ts';
import { childrenOf, type Stanza, stanza } from '../stream/stanza.ts';
import type { Chat } from './archive.ts';
import { chatJid } from './web-message.ts';

/** What somebody is doing in a chat. */
export type TypingState = 'composing' | 'recording' | 'paused';

/** What a client showed to somebody of what it is doing. */
export interface SeenTyping {
  /** The client's device. */
  readonly by: string;
  /** The chat, as the client addressed it. */
  readonly to: string;
  readonly state: TypingState;
  readonly at: number;
}

/** Who is online and who is typing. */
export class PresenceDesk {
  readonly #platform: Platform;
  readonly #subscribers = new Map<Account, Map<Companion, AddressingMode>>();
  readonly #online = new Map<Account, boolean>();
  readonly #seen = new Map<Account, SeenTyping[]>();

  constructor(platform: Platform) {
    this.#platform = platform;
    platform.router.on('presence', (session, received) => this.#presence(session, received));
    platform.router.on('chatstate', (session, received) => this.#chatstate(session, received));
  }

  /** Somebody opens or closes WhatsApp: clients that asked for it hear of it. */
  setOnline(account: Account, isOnline: boolean): void {
    this.#online.set(account, isOnline);
    for (const [client, mode] of this.#subscribers.get(account) ?? []) {
      client.sendLive(this.#presenceStanza(account, mode));
    }
  }

  /** Somebody types or records in a chat. */
  type(account: Account, chat: Chat, state: TypingState, mode: AddressingMode): void {
    const content = stanza(state === 'recording' ? 'composing' : state, {
      media: state === 'recording' ? 'audio' : undefined,
    });
    const hearers = chat.kind === 'group' ? [...chat.group.members.keys()] : [chat.account];
    const attributes =
      chat.kind === 'group'
        ? { from: chatJid(chat, mode), participant: personJid(account, chat.group.mode) }
        : { from: personJid(account, mode) };
    for (const hearer of hearers) {
      if (hearer === account) continue;
      for (const client of hearer.companions.values()) {
        client.sendLive(stanza('chatstate', attributes, [content]));
      }
    }
  }

  /** What clients showed to an account of their typing, oldest first. */
  seenBy(account: Account): readonly SeenTyping[] {
    return this.#seen.get(account) ?? [];
  }

  #presence({ companion }: Session, received: Stanza): void {
    const { type, to } = received.attrs;
    const account = to === undefined ? undefined : this.#platform.accounts.byJid(to);
    if (type !== 'subscribe' || !account || to === undefined) return;
    const subscribers = this.#subscribers.get(account) ?? new Map<Companion, AddressingMode>();
    this.#subscribers.set(account, subscribers);
    subscribers.set(companion, modeOf(to));
    companion.sendLive(this.#presenceStanza(account, modeOf(to)));
  }

  #chatstate({ companion }: Session, received: Stanza): void {
    const { to = '' } = received.attrs;
    const account = this.#platform.accounts.byJid(to);
    const [content] = childrenOf(received);
    if (!account || !content) return;
    const seen = this.#seen.get(account) ?? [];
    this.#seen.set(account, seen);
    seen.push({ by: companion.jid, to, state: stateOf(content), at: this.#platform.clock.now() });
  }

  #presenceStanza(account: Account, mode: AddressingMode): Stanza {
    const isOnline = this.#online.get(account) ?? false;
    return stanza('presence', {
      from: personJid(account, mode),
      type: isOnline ? undefined : 'unavailable',
      last: isOnline ? undefined : this.#platform.nowSeconds(),
    });
  }
}

function stateOf({ tag, attrs }: Stanza): TypingState {
  if (attrs['media'] === 'audio') return 'recording';
  return tag === 'composing' ? 'composing' : 'paused';
}
