import type { Account } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { type Stanza, bytesOf, childOf, childrenOf, stanza } from '../stream/stanza.ts';

/** Gives what one protocol of the query tells about a user; `account` is undefined for somebody who is not on WhatsApp. */
type Protocol = (account: Account | undefined, asked: Stanza) => Stanza;

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  contact: (account, asked) => {
    const phone = bytesOf(childOf(asked, 'contact')).toString();
    return stanza('contact', { type: account ? 'in' : 'out' }, phone === '' ? undefined : phone);
  },
  devices: (account) =>
    stanza('devices', {}, account ? [stanza('device-list', { hash: 'sim' }, deviceList(account))] : []),
  lid: (account) => stanza('lid', { val: account?.lid }),
  status: (account) => stanza('status', {}, account ? Buffer.from(account.about) : undefined),
  disappearing_mode: () => stanza('disappearing_mode', { duration: 0, t: 0 }),
  username: () => stanza('username'),
  picture: () => stanza('picture', { id: 0 }),
};

/** The query by which a client learns who is on WhatsApp, with which devices and LIDs. */
export function installUsyncQuery({ router, accounts }: Platform): void {
  router.onIq('usync', 'usync', (_session, iq) => {
    const usync = childOf(iq, 'usync');
    const protocols = childrenOf(childOf(usync, 'query')).flatMap(({ tag }) => PROTOCOLS[tag] ?? []);
    const users = childrenOf(childOf(usync, 'list'), 'user').map((asked) => {
      const phone = bytesOf(childOf(asked, 'contact')).toString();
      const jid = asked.attrs['jid'] ?? `${phone.replace(/\D/g, '')}@s.whatsapp.net`;
      const account = accounts.byJid(jid);
      return stanza(
        'user',
        { jid },
        protocols.map((protocol) => protocol(account, asked)),
      );
    });
    const { sid, mode, context } = usync?.attrs ?? {};
    return [stanza('usync', { sid, mode, context, index: 0, last: 'true' }, [stanza('list', {}, users)])];
  });
}

function deviceList(account: Account): readonly Stanza[] {
  const companions = [...account.companions.values()];
  return [
    stanza('device', { id: 0 }),
    ...companions.map(({ deviceId, keyIndex }) => stanza('device', { id: deviceId, 'key-index': keyIndex })),
  ];
}
