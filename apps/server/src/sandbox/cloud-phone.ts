import type {
  SandboxPhone,
  SandboxPhoneSummary,
  SendFromSandboxPhone,
  UpdateSandboxPhone,
} from '@recado/contracts';
import type { Customer, GraphApiSimulator, InboundMessage, ShownMessage } from '@recado/graph-api-simulator';
import type { CustomerPhone } from './sandbox-numbers.ts';
import { AUTOMATIC_ANSWER, ChosenChoices, nameOf } from './simulated-customer.ts';

type OfFile = Extract<SendFromSandboxPhone, { base64: string }>;
type Shown = SandboxPhone['messages'][number];

/** A customer's phone at the simulated Cloud API. */
export class CloudPhone implements CustomerPhone {
  readonly #simulator: GraphApiSimulator;
  readonly #phoneNumberId: string;
  readonly #phoneNumber: string;
  readonly #customer: Customer;
  readonly #chosen = new ChosenChoices();

  constructor(simulator: GraphApiSimulator, phoneNumberId: string, phoneNumber: string) {
    this.#simulator = simulator;
    this.#phoneNumberId = phoneNumberId;
    this.#phoneNumber = phoneNumber;
    this.#customer = this.#be(
      { name: nameOf(phoneNumber) },
      { reads: true, autoReply: () => AUTOMATIC_ANSWER },
    );
  }

  summary(): SandboxPhoneSummary {
    const { identity, isOnline, reads, repliesByItself } = this.#customer;
    return {
      phoneNumber: this.#phoneNumber,
      name: identity.name ?? this.#phoneNumber,
      isOnline,
      readsAutomatically: reads ?? true,
      answersAutomatically: repliesByItself,
    };
  }

  chat(): Shown[] {
    return this.#customer.chat().map((message) => this.#shown(message));
  }

  change({ name, isOnline, readsAutomatically, answersAutomatically }: UpdateSandboxPhone): void {
    this.#be(name === undefined ? {} : { name }, {
      reads: readsAutomatically,
      ...(answersAutomatically !== undefined && {
        autoReply: answersAutomatically ? () => AUTOMATIC_ANSWER : null,
      }),
    });
    if (isOnline === true) this.#customer.goOnline();
    if (isOnline === false) this.#customer.goOffline();
  }

  send(message: SendFromSandboxPhone): Promise<string> {
    return Promise.resolve(
      message.type === 'choice' ? this.#choose(message) : this.#customer.send(asSent(message)).wamid,
    );
  }

  read(): void {
    this.#customer.readAll();
  }

  file(messageId: string): Promise<{ bytes: Buffer; mimeType: string } | undefined> {
    const message = this.#customer.chat().find(({ id }) => id === messageId);
    const media = this.#simulator.media(message?.file?.mediaId ?? '');
    return Promise.resolve(media && { bytes: media.bytes, mimeType: media.mimeType });
  }

  /** The customer with what is said of it from now on. */
  #be(identity: { name?: string }, options: Parameters<GraphApiSimulator['customer']>[2]): Customer {
    const who = { waId: this.#phoneNumber.replace(/\D/g, ''), ...identity };
    return this.#simulator.customer(this.#phoneNumberId, who, options);
  }

  #choose({ messageId, choices }: Extract<SendFromSandboxPhone, { type: 'choice' }>): string {
    const [choice] = choices;
    if (choice === undefined || choices.length > 1)
      throw new RangeError('Of buttons and lists one choice is tapped at a time');
    const { wamid } = this.#customer.choose(messageId, choice);
    this.#chosen.choose(messageId, choices);
    return wamid;
  }

  #shown(message: ShownMessage): Shown {
    const { id, from, at, isRead, type, text = null, choices = [], replyTo = null, reactions } = message;
    return {
      id,
      from,
      at: new Date(at).toISOString(),
      type,
      text,
      file: this.#fileOf(message),
      choices: choices.map((choice) => ({
        id: choice.id,
        title: choice.title,
        isChosen: this.#chosen.has(id, choice.id),
      })),
      mostChoices: choices.length > 0 ? 1 : 0,
      replyTo,
      reactions: [...reactions],
      // At Meta's API a business cannot edit what it sent.
      isEdited: false,
      state: isRead ? 'read' : 'delivered',
    };
  }

  #fileOf({ file }: ShownMessage): Shown['file'] {
    if (file === undefined) return null;
    const media = this.#simulator.media(file.mediaId ?? '');
    const { mimeType = file.mimeType ?? null } = media ?? {};
    return { mimeType, fileName: file.filename ?? null, isStored: media !== undefined };
  }
}

/** What the customer writes, in the form of the Cloud API's webhooks. */
function asSent(message: Exclude<SendFromSandboxPhone, { type: 'choice' }>): InboundMessage {
  switch (message.type) {
    case 'text':
      return { type: 'text', text: { body: message.text }, replyTo: message.replyTo };
    case 'image':
    case 'video':
    case 'voice':
    case 'document':
      return fileMessage(message);
    case 'location': {
      const { type: _type, ...location } = message;
      return { type: 'location', location };
    }
    case 'contact':
      return { type: 'contacts', contacts: [cardOf(message)] };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: message.messageId, emoji: message.emoji } };
  }
}

function fileMessage(message: OfFile): InboundMessage {
  const { type, base64, mimeType, caption, fileName = 'document' } = message;
  const file = { bytes: Buffer.from(base64, 'base64'), mimeType, caption };
  if (type === 'voice') return { type: 'audio', file: { ...file, voice: true } };
  return { type, file: type === 'document' ? { ...file, filename: fileName } : file };
}

const cardOf = ({ name, phoneNumber }: { name: string; phoneNumber: string }) => ({
  name: { formatted_name: name, first_name: name },
  phones: [{ phone: phoneNumber, type: 'CELL', wa_id: phoneNumber.replace(/\D/g, '') }],
});
