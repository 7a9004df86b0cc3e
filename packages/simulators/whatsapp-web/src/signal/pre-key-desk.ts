import type { Phones } from '../messages/phone.ts';
import type { Platform } from '../platform.ts';
import type { Session } from '../accounts/account.ts';
import { childOf, childrenOf, SERVER, type Stanza, stanza } from '../stream/stanza.ts';
import { type Device, deviceOf } from './device.ts';
import { type PreKeyBundle, preKeyBundleStanzas, registrationStanza } from './key-bundle.ts';

/** A client uploads more when it hears that fewer than this are left (MIN_PREKEY_COUNT in baileys). */
const FEW_PRE_KEYS = 5;

/** Gives out the keys with which a session with a device is started. */
export class PreKeyDesk {
  readonly #platform: Platform;
  readonly #phones: Phones;

  constructor(platform: Platform, phones: Phones) {
    this.#platform = platform;
    this.#phones = phones;
    platform.router.onIq('encrypt', 'key', (_session, iq) => [this.#answer(iq)]);
  }

  /** A bundle whose one-time prekey nobody else gets; undefined when there is no such device. */
  take({ account, deviceId }: Device): PreKeyBundle | undefined {
    if (deviceId === 0) return this.#phones.of(account).signal.takeBundle();
    const companion = account.companions.get(deviceId);
    if (!companion) return undefined;
    const { keys } = companion;
    const preKey = keys.preKeys.take();
    if (companion.session && keys.preKeys.count === FEW_PRE_KEYS - 1) this.#warn(companion.session);
    return {
      registrationId: keys.registrationId,
      identityKey: keys.identityKey,
      signedPreKey: keys.signedPreKey,
      preKey,
    };
  }

  #answer(iq: Stanza): Stanza {
    const users = childrenOf(childOf(iq, 'key'), 'user').map(({ attrs }) =>
      this.#userFor(attrs['jid'] ?? ''),
    );
    return stanza('list', {}, users);
  }

  #userFor(jid: string): Stanza {
    const device = deviceOf(this.#platform.accounts, jid);
    const bundle = device && this.take(device);
    if (!bundle) return stanza('user', { jid }, [stanza('error', { code: 404, text: 'item-not-found' })]);
    return stanza('user', { jid, t: this.#platform.nowSeconds() }, [
      registrationStanza(bundle.registrationId),
      ...preKeyBundleStanzas(bundle),
    ]);
  }

  #warn(session: Session): void {
    session.companion.deliver(
      stanza(
        'notification',
        {
          id: `prekeys-${String(this.#platform.clock.now())}`,
          from: SERVER,
          type: 'encrypt',
          t: this.#platform.nowSeconds(),
        },
        [stanza('count', { value: session.companion.keys.preKeys.count })],
      ),
    );
  }
}
