import type { proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { MediaDesk } from '../media/media-desk.ts';
import type { Platform } from '../platform.ts';
import { type AddressingMode, personJid } from '../signal/device.ts';
import { aboutContent } from './about-content.ts';
import type { Chat, MessageRecord } from './archive.ts';
import { withContext, wrapped } from './content-extras.ts';
import { fileContent, mediaTypeOf } from './file-content.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { Phones } from './phone.ts';
import { plainContent } from './plain-content.ts';

interface Parts {
  readonly platform: Platform;
  readonly phones: Phones;
  readonly media: MediaDesk;
}

/** Who writes, and where. */
export interface Writing {
  readonly account: Account;
  readonly chat: Chat;
  readonly mode: AddressingMode;
}

/** Turns what somebody writes into the protocol's form. */
export class ContentWriter {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws when the message is about one that the writer's phone does not know. */
  async write(message: OutgoingMessage, writing: Writing): Promise<proto.IMessage> {
    if (typeof message === 'string') return { conversation: message };
    const content = await this.#contentOf(message, writing);
    const context = withContext(content, {
      mode: writing.mode,
      quoted: message.replyTo === undefined ? undefined : this.#known(writing.account, message.replyTo),
      mentionedJids: (message.mentions ?? []).map((phone) => this.#jidOf(phone, writing.mode)),
      isForwarded: message.isForwarded ?? false,
      ephemeralSeconds: message.ephemeralSeconds,
    });
    return wrapped(context, message);
  }

  async #contentOf(message: Exclude<OutgoingMessage, string>, writing: Writing): Promise<proto.IMessage> {
    if ('file' in message) {
      const { bytes } = message.file;
      const facts = await this.#parts.media.upload(bytes, mediaTypeOf(message), writing.account.phone);
      return fileContent(message, facts);
    }
    if ('about' in message) {
      const record = this.#known(writing.account, message.about);
      return aboutContent(message, { ...writing, record, now: this.#parts.platform.clock.now() });
    }
    return plainContent(message);
  }

  #known(account: Account, whatsappId: string): MessageRecord {
    const record = this.#parts.phones.of(account).archive.byId(whatsappId);
    if (!record) throw new RangeError(`The phone of +${account.phone} knows no message "${whatsappId}"`);
    return record;
  }

  #jidOf(phoneNumber: string, mode: AddressingMode): string {
    const account = this.#parts.platform.accounts.byPhone(phoneNumber);
    if (!account) throw new RangeError(`There is no account for ${phoneNumber}`);
    return personJid(account, mode);
  }
}
