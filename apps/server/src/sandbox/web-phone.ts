import type {
  SandboxPhone,
  SandboxPhoneSummary,
  SendFromSandboxPhone,
  UpdateSandboxPhone,
} from '@recado/contracts';
import type { Account, OutgoingMessage, ShownMessage } from '@recado/whatsapp-web-simulator';
import type { CustomerPhone } from './sandbox-numbers.ts';
import { AUTOMATIC_ANSWER, ChosenChoices } from './simulated-customer.ts';

type Shown = SandboxPhone['messages'][number];

const automaticAnswer = (): string => AUTOMATIC_ANSWER;

/** A customer's phone at the simulator of the multi-device protocol. */
export class WebPhone implements CustomerPhone {
  readonly #account: Account;
  /** The number of the business. */
  readonly #business: string;
  readonly #chosen = new ChosenChoices();

  constructor(account: Account, business: string) {
    this.#account = account;
    this.#business = business;
  }

  summary(): SandboxPhoneSummary {
    const { phone, name, conduct } = this.#account;
    return {
      phoneNumber: `+${phone}`,
      name,
      isOnline: conduct.isOnline,
      readsAutomatically: conduct.reads === 'automatic',
      answersAutomatically: conduct.autoReply !== undefined,
    };
  }

  chat(): Shown[] {
    return this.#account.chatWith(this.#business).map((message) => this.#shown(message));
  }

  change({ name, isOnline, readsAutomatically, answersAutomatically }: UpdateSandboxPhone): void {
    const { conduct } = this.#account;
    if (name !== undefined) this.#account.name = name;
    if (isOnline !== undefined) conduct.isOnline = isOnline;
    if (readsAutomatically !== undefined) conduct.reads = readsAutomatically ? 'automatic' : 'never';
    if (answersAutomatically !== undefined)
      conduct.autoReply = answersAutomatically ? automaticAnswer : undefined;
  }

  async send(message: SendFromSandboxPhone): Promise<string> {
    const { whatsappId } = await this.#account.send(this.#business, asSent(message));
    if (message.type === 'choice') this.#chosen.choose(message.messageId, message.choices);
    return whatsappId;
  }

  read(): void {
    this.#account.readChat(this.#business);
  }

  async file(messageId: string): Promise<{ bytes: Buffer; mimeType: string } | undefined> {
    const file = this.#account.chatWith(this.#business).find(({ id }) => id === messageId)?.file;
    const bytes = file && (await this.#account.fileIn(messageId));
    return bytes && { bytes, mimeType: file.mimeType ?? 'application/octet-stream' };
  }

  #shown({ id, isMine, at, type, text, file, ...message }: ShownMessage): Shown {
    const { options = [], mostOptions = 0, replyTo, reactions, isEdited = false, state } = message;
    return {
      id,
      from: sideOf(isMine),
      at: new Date(at).toISOString(),
      type,
      text: text ?? null,
      file: file
        ? { mimeType: file.mimeType ?? null, fileName: file.filename ?? null, isStored: true }
        : null,
      choices: options.map((title) => ({ id: title, title, isChosen: this.#chosen.has(id, title) })),
      mostChoices: mostOptions,
      replyTo: replyTo ?? null,
      reactions: reactions.map((reaction) => ({ from: sideOf(reaction.isMine), emoji: reaction.emoji })),
      isEdited,
      state,
    };
  }
}

const sideOf = (isMine: boolean): 'business' | 'customer' => (isMine ? 'customer' : 'business');

/** What the customer writes, as the phone sends it. */
function asSent(message: SendFromSandboxPhone): OutgoingMessage {
  switch (message.type) {
    case 'image':
    case 'video':
    case 'voice':
    case 'document':
      return {
        type: message.type,
        file: {
          bytes: Buffer.from(message.base64, 'base64'),
          mimeType: message.mimeType,
          filename: message.fileName,
          caption: message.caption,
        },
      };
    case 'contact': {
      const { type: _type, ...contact } = message;
      return { type: 'contacts', contacts: [contact] };
    }
    case 'reaction':
      return { type: 'reaction', about: message.messageId, emoji: message.emoji };
    // A linked device has no buttons and lists to offer: what can be chosen is a poll's.
    case 'choice':
      return { type: 'pollVote', about: message.messageId, choices: message.choices };
    case 'text':
    case 'location':
      return message;
  }
}
