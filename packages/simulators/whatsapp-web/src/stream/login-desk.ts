import type { proto } from 'baileys';
import type { Companion } from '../accounts/account.ts';
import type { HandshakeResult } from '../noise/server-handshake.ts';
import type { Platform } from '../platform.ts';
import type { StreamListener } from './connection.ts';
import { LiveSession } from './session.ts';
import { stanza } from './stanza.ts';
import type { Stream } from './stream.ts';

const REPLACED = 440;
const LOGGED_OUT = 401;

const NOBODY: StreamListener = { received: () => undefined, closed: () => undefined };

/** Logs linked devices in. */
export class LoginDesk {
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Takes a client in that says it is a linked device, or refuses it. */
  admit(stream: Stream, { clientKey, payload }: HandshakeResult): StreamListener {
    const phone = String(payload.username ?? '');
    const device = payload.device ?? 0;
    const fault = this.#platform.faults.take(['loginFailure'], { account: phone, device });
    if (fault) {
      stream.fail(fault.code);
      return NOBODY;
    }
    const companion = this.#platform.accounts.byPhone(phone)?.companions.get(device);
    if (!companion || !clientKey.equals(companion.noiseKey)) {
      stream.fail(LOGGED_OUT);
      return NOBODY;
    }
    return this.#logIn(companion, stream, payload);
  }

  #logIn(companion: Companion, stream: Stream, payload: proto.ClientPayload): StreamListener {
    companion.session?.end(REPLACED);
    const session = new LiveSession(this.#platform, companion, stream);
    companion.session = session;
    companion.pushName = payload.pushName ?? companion.pushName;
    session.send(
      stanza('success', {
        t: this.#platform.nowSeconds(),
        props: 27,
        companion_enc_static: 'none',
        lid: companion.lid,
        location: 'sim',
      }),
    );
    return session;
  }
}
