import { type Account, Companion } from '../accounts/account.ts';
import type { HandshakeResult } from '../noise/server-handshake.ts';
import type { Platform } from '../platform.ts';
import { type Stanza, bytesOf, childOf, childrenOf, stanza } from '../stream/stanza.ts';
import type { Stream } from '../stream/stream.ts';
import { CodeDesk } from './code-desk.ts';
import { isSignedByDevice, sealDeviceIdentity, signDeviceIdentity } from './device-identity.ts';
import { readQrText } from './qr-text.ts';
import { readRegistration } from './registration.ts';
import {
  type UnlinkedAnswer,
  UnlinkedClient,
  type UnlinkedHost,
  signedIdentityIn,
} from './unlinked-client.ts';

const RESTART_REQUIRED = 515;

/** Where clients without an account wait, and phones come to link them. */
export class PairingDesk implements UnlinkedHost {
  readonly #platform: Platform;
  readonly #codes: CodeDesk;
  readonly #byRef = new Map<string, UnlinkedClient>();

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#codes = new CodeDesk(platform);
  }

  /** Takes a client that has no account in. */
  admit(stream: Stream, { clientKey, payload }: HandshakeResult): UnlinkedClient {
    const client = new UnlinkedClient(this, stream, {
      noiseKey: clientKey,
      registration: readRegistration(payload.devicePairingData ?? {}),
      qrRefs: this.#platform.qrRefs,
    });
    for (const ref of client.refs) this.#byRef.set(ref, client);
    client.offerRefs();
    return client;
  }

  answer(client: UnlinkedClient, iq: Stanza): UnlinkedAnswer {
    const { xmlns } = iq.attrs;
    const byCode = childOf(iq, 'link_code_companion_reg');
    if (byCode) return this.#codes.take(client, byCode);
    if (xmlns === 'w:p') return [];
    this.#platform.log(`An unlinked client asks iq xmlns="${xmlns ?? ''}" <${childrenOf(iq)[0]?.tag ?? ''}>`);
    return 404;
  }

  left(client: UnlinkedClient): void {
    for (const ref of client.refs) this.#byRef.delete(ref);
    this.#codes.left(client);
  }

  /**
   * The phone scans a QR text. Gives the linked device once the client signed for it. Throws when no client shows this
   * code (any more), or it does not go on.
   */
  async scan(account: Account, qrText: string): Promise<Companion> {
    const qr = readQrText(qrText);
    const client = this.#byRef.get(qr.ref);
    if (!client) throw new Error('No client that is connected shows this QR code; it may have expired');
    if (!client.noiseKey.equals(qr.noiseKey) || !qr.identityKey.equals(client.registration.keys.identityKey))
      throw new Error('The QR code shows other keys than its client has');
    return this.link(account, client, qr.advSecret);
  }

  /** The phone types the code that a client shows. Throws when none waits for a code, or it is another code. */
  async enterCode(account: Account, code: string, waitMs: number): Promise<Companion> {
    const typed = code.replace(/[\s-]/g, '').toUpperCase();
    const { client, advSecret } = await this.#codes.enter(account, typed, waitMs);
    return this.link(account, client, advSecret);
  }

  /** Makes a client a device of an account; the client must know the secret. */
  async link(account: Account, client: UnlinkedClient, advSecret: Buffer): Promise<Companion> {
    this.left(client);
    const deviceId = account.nextDeviceId();
    const claim = {
      account,
      identityKey: client.registration.keys.identityKey,
      keyIndex: deviceId,
      timestampSeconds: this.#platform.nowSeconds(),
    };
    const identity = signDeviceIdentity(claim);
    const companion = new Companion(account, {
      deviceId,
      keyIndex: deviceId,
      noiseKey: client.noiseKey,
      keys: client.registration.keys,
      registration: client.registration,
      signedIdentity: identity.signed,
    });
    const success = stanza('pair-success', {}, [
      stanza('device-identity', {}, sealDeviceIdentity(identity, advSecret)),
      stanza('device', { jid: companion.jid, lid: companion.lid }),
      stanza('platform', { name: 'android' }),
    ]);
    const answer = await client.ask([success], { t: claim.timestampSeconds });
    if (!answer) throw new Error('The client left before it had signed for its account');
    const signature = signedIdentityIn(answer);
    if (!signature || !isSignedByDevice(bytesOf(signature), claim))
      throw new Error('The client did not sign for its account');
    account.companions.set(deviceId, companion);
    client.stream.end(RESTART_REQUIRED);
    return companion;
  }
}
