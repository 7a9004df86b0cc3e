import { randomBytes } from 'node:crypto';
import { Curve } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { SERVER, type Stanza, bytesOf, childOf, stanza } from '../stream/stanza.ts';
import { type PhoneKeys, agreeOnSecret, unwrapKey, wrapKey } from './link-code.ts';
import type { UnlinkedAnswer, UnlinkedClient } from './unlinked-client.ts';

/** A client that showed a code and waits for the phone to type it. */
interface Waiting {
  readonly client: UnlinkedClient;
  readonly ref: Buffer;
  readonly wrappedEphemeral: Buffer;
  /** Set while the phone waits for the client's last word. */
  finished?: (finish: Stanza) => void;
}

/** What the phone and the client agreed on. */
export interface CodeAgreement {
  readonly client: UnlinkedClient;
  readonly advSecret: Buffer;
}

/** Pairing by the eight characters that a client shows and the phone types. */
export class CodeDesk {
  readonly #platform: Platform;
  readonly #waiting = new Map<Account, Waiting>();
  /** Phones on which a code was typed before its client asked for it. */
  readonly #expecting = new Map<Account, (waiting: Waiting) => void>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Takes a client's first or last word; a number is the code of an error. */
  take(client: UnlinkedClient, message: Stanza): UnlinkedAnswer {
    const { jid = '', stage } = message.attrs;
    const account = this.#platform.accounts.byJid(jid);
    if (!account) return 404;
    if (stage === 'companion_hello') return this.#hello(account, client, message);
    const waiting = this.#waiting.get(account);
    if (stage !== 'companion_finish' || waiting?.client !== client || !waiting.finished) return 400;
    waiting.finished(message);
    return [];
  }

  /** A client that leaves waits for no code any more. */
  left(client: UnlinkedClient): void {
    for (const [account, waiting] of this.#waiting) {
      if (waiting.client === client) this.#waiting.delete(account);
    }
  }

  /** The phone types a code. Throws when no client asks for one within `waitMs`, or it shows another. */
  async enter(account: Account, code: string, waitMs: number): Promise<CodeAgreement> {
    const waiting = this.#waiting.get(account) ?? (await this.#arrival(account, waitMs));
    if (!waiting) throw new Error(`No client that is connected asked for a code for +${account.phone}`);
    const companionEphemeral = await unwrapKey(waiting.wrappedEphemeral, code);
    const phone: PhoneKeys = { ephemeral: Curve.generateKeyPair(), identity: account.identity };
    const hello = await this.#primaryHello(phone, waiting.ref, code);
    const finish = await new Promise<Stanza>((resolve, reject) => {
      waiting.finished = resolve;
      waiting.client.whenClosed(() => reject(new Error('The client left while it was being linked')));
      waiting.client.stream.send(hello);
    });
    const advSecret = secretOf(phone, companionEphemeral, finish);
    this.#waiting.delete(account);
    return { client: waiting.client, advSecret };
  }

  #hello(account: Account, client: UnlinkedClient, message: Stanza): UnlinkedAnswer {
    const ref = Buffer.from(`3@${randomBytes(16).toString('base64url')}`);
    const wrapped = childOf(message, 'link_code_pairing_wrapped_companion_ephemeral_pub');
    const waiting = { client, ref, wrappedEphemeral: bytesOf(wrapped) };
    this.#waiting.set(account, waiting);
    this.#expecting.get(account)?.(waiting);
    this.#expecting.delete(account);
    return [
      stanza('link_code_companion_reg', { stage: 'companion_hello' }, [
        stanza('link_code_pairing_ref', {}, ref),
      ]),
    ];
  }

  /** The client that asks for a code within this time: its word may still be on the way when the code is typed. */
  async #arrival(account: Account, waitMs: number): Promise<Waiting | undefined> {
    return new Promise((resolve) => {
      this.#platform.clock.after(waitMs, () => resolve(undefined));
      this.#expecting.set(account, resolve);
    });
  }

  async #primaryHello(phone: PhoneKeys, ref: Buffer, code: string): Promise<Stanza> {
    const wrapped = await wrapKey(phone.ephemeral.public, code);
    return stanza(
      'notification',
      {
        id: randomBytes(8).toString('hex'),
        from: SERVER,
        type: 'link_code_companion_reg',
        t: this.#platform.nowSeconds(),
      },
      [
        stanza('link_code_companion_reg', { stage: 'primary_hello' }, [
          stanza('link_code_pairing_wrapped_primary_ephemeral_pub', {}, wrapped),
          stanza('primary_identity_pub', {}, phone.identity.public),
          stanza('link_code_pairing_ref', {}, ref),
        ]),
      ],
    );
  }
}

function secretOf(phone: PhoneKeys, companionEphemeral: Buffer, finish: Stanza): Buffer {
  try {
    return agreeOnSecret(phone, {
      companionEphemeral,
      companionIdentity: bytesOf(childOf(finish, 'companion_identity_public')),
      wrappedBundle: bytesOf(childOf(finish, 'link_code_pairing_wrapped_key_bundle')),
    });
  } catch (cause) {
    throw new Error('This is not the code that the client shows', { cause });
  }
}
