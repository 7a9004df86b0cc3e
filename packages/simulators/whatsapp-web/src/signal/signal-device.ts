import {
  Curve,
  encodeWAMessage,
  generateSignalPubKey,
  type KeyPair,
  proto,
  signedKeyPair,
  unpadRandomMax16,
} from 'baileys';
import { makeLibSignalRepository } from 'baileys/lib/Signal/libsignal.js';
import type { PreKeyBundle } from './key-bundle.ts';
import { MemoryKeyStore } from './key-store.ts';
import { silentLogger } from './silent-logger.ts';

/** How a message to one device is encrypted: the first of a session carries the keys that start it. */
export type DirectCipher = 'pkmsg' | 'msg';

export interface Encrypted {
  readonly type: DirectCipher | 'skmsg';
  readonly ciphertext: Uint8Array;
}

/**
 * The Signal half of a simulated phone: its keys, its sessions and its sender keys. Other devices are named by an
 * address that does not change with the way a message is addressed (see `signalAddress`).
 */
export class SignalDevice {
  readonly #registrationId: number;
  readonly #identity: KeyPair;
  readonly #signedPreKey: ReturnType<typeof signedKeyPair>;
  readonly #keys = new MemoryKeyStore();
  readonly #repository: ReturnType<typeof makeLibSignalRepository>;
  #nextPreKeyId = 1;

  constructor(identity: KeyPair, registrationId: number) {
    this.#identity = identity;
    this.#registrationId = registrationId;
    this.#signedPreKey = signedKeyPair(identity, 1);
    const creds = {
      registrationId,
      signedIdentityKey: identity,
      signedPreKey: this.#signedPreKey,
    };
    this.#repository = makeLibSignalRepository({ creds, keys: this.#keys }, silentLogger);
  }

  /** A bundle with a one-time prekey that is in no other. */
  takeBundle(): PreKeyBundle {
    const preKey = Curve.generateKeyPair();
    const id = this.#nextPreKeyId;
    this.#nextPreKeyId += 1;
    this.#keys.set({ 'pre-key': { [String(id)]: preKey } });
    return {
      registrationId: this.#registrationId,
      identityKey: this.#identity.public,
      signedPreKey: {
        id: this.#signedPreKey.keyId,
        publicKey: this.#signedPreKey.keyPair.public,
        signature: this.#signedPreKey.signature,
      },
      preKey: { id, publicKey: preKey.public },
    };
  }

  /** Whether messages to a device can be encrypted without asking for its keys. */
  async hasSession(address: string): Promise<boolean> {
    return (await this.#repository.validateSession(address)).exists;
  }

  /** Starts a session anew from a device's keys. */
  async openSession(address: string, bundle: PreKeyBundle): Promise<void> {
    const { preKey, signedPreKey } = bundle;
    await this.#repository.injectE2ESession({
      jid: address,
      session: {
        registrationId: bundle.registrationId,
        identityKey: generateSignalPubKey(bundle.identityKey),
        signedPreKey: {
          keyId: signedPreKey.id,
          publicKey: generateSignalPubKey(signedPreKey.publicKey),
          signature: signedPreKey.signature,
        },
        ...(preKey && {
          preKey: { keyId: preKey.id, publicKey: generateSignalPubKey(preKey.publicKey) },
        }),
      },
    });
  }

  /** Encrypts for one device; throws without a session. */
  async encrypt(address: string, message: proto.IMessage): Promise<Encrypted> {
    return this.#repository.encryptMessage({ jid: address, data: encodeWAMessage(message) });
  }

  /** Decrypts what a device sent to this one; throws when it cannot be read. */
  async decrypt(address: string, type: DirectCipher, ciphertext: Uint8Array): Promise<proto.Message> {
    return decode(await this.#repository.decryptMessage({ jid: address, type, ciphertext }));
  }

  /** Encrypts for a group, and gives the sender key that its members need to read it. */
  async encryptForGroup(
    group: string,
    ownAddress: string,
    message: proto.IMessage,
  ): Promise<Encrypted & { readonly senderKey: proto.Message.ISenderKeyDistributionMessage }> {
    const { ciphertext, senderKeyDistributionMessage } = await this.#repository.encryptGroupMessage({
      group,
      meId: ownAddress,
      data: encodeWAMessage(message),
    });
    return {
      type: 'skmsg',
      ciphertext,
      senderKey: { groupId: group, axolotlSenderKeyDistributionMessage: senderKeyDistributionMessage },
    };
  }

  /** The sender key with which a group's members read from now on. */
  async senderKeyFor(
    group: string,
    ownAddress: string,
  ): Promise<proto.Message.ISenderKeyDistributionMessage> {
    const key = await this.#repository.getSenderKeyDistributionMessage({ group, meId: ownAddress });
    return { groupId: group, axolotlSenderKeyDistributionMessage: key };
  }

  /** Keeps the sender key that a member's device hands out. */
  async keepSenderKey(
    address: string,
    senderKey: proto.Message.ISenderKeyDistributionMessage,
  ): Promise<void> {
    await this.#repository.processSenderKeyDistributionMessage({ item: senderKey, authorJid: address });
  }

  /** Decrypts a group's message; throws when the sender's key is not known. */
  async decryptFromGroup(group: string, address: string, ciphertext: Uint8Array): Promise<proto.Message> {
    return decode(await this.#repository.decryptGroupMessage({ group, authorJid: address, msg: ciphertext }));
  }
}

function decode(padded: Uint8Array): proto.Message {
  return proto.Message.decode(unpadRandomMax16(padded));
}
