import { randomBytes } from 'node:crypto';
import type { Platform } from '../platform.ts';
import { IqError } from '../stream/stanza-router.ts';
import { bytesOf, childOf, childrenOf, stanza } from '../stream/stanza.ts';

const PRIVACY = {
  readreceipts: 'all',
  profile: 'all',
  status: 'all',
  online: 'all',
  last: 'all',
  groupadd: 'all',
  calladd: 'all',
  messages: 'all',
};

/** Settings and profiles: of the client's own account, and of others. */
export function installAccountQueries({ router, accounts }: Platform): void {
  router.onIq('privacy', 'privacy', ({ account }, iq) => {
    const changes = childrenOf(childOf(iq, 'privacy'), 'category');
    for (const { attrs } of changes) account.privacy.set(attrs['name'] ?? '', attrs['value'] ?? '');
    const settings = { ...PRIVACY, ...Object.fromEntries(account.privacy) };
    const categories = Object.entries(settings).map(([name, value]) => stanza('category', { name, value }));
    return [stanza('privacy', {}, categories)];
  });
  router.onIq('privacy', 'tokens', (_session, iq) => {
    const tokens = childrenOf(childOf(iq, 'tokens'), 'token').map(({ attrs }) =>
      stanza('token', { jid: attrs['jid'], t: attrs['t'], type: 'trusted_contact' }, randomBytes(16)),
    );
    return [stanza('tokens', {}, tokens)];
  });
  router.onIq('blocklist', '', ({ account }) => [
    stanza(
      'list',
      { dhash: 'sim' },
      [...account.blocked].map((jid) => stanza('item', { jid })),
    ),
  ]);
  router.onIq('blocklist', 'item', ({ account }, iq) => {
    const { jid = '', action } = childOf(iq, 'item')?.attrs ?? {};
    if (action === 'block') account.blocked.add(jid);
    else account.blocked.delete(jid);
    return [];
  });
  router.onIq('status', 'status', ({ account }, iq) => {
    account.about = bytesOf(childOf(iq, 'status')).toString();
    return [];
  });
  router.onIq('disappearing_mode', '*', () => []);
  router.onIq('w:profile:picture', 'picture', (session, iq) => {
    if (iq.attrs['type'] === 'set') return [];
    const target = accounts.byJid(iq.attrs['target'] ?? session.account.jid);
    if (target?.pictureUrl === undefined) throw new IqError(404, 'item-not-found');
    return [stanza('picture', { id: 1, type: 'image', url: target.pictureUrl })];
  });
  router.onIq('w:biz', 'business_profile', () => [stanza('business_profile')]);
  router.onIq('bot', 'bot', () => [stanza('bot', { v: 2 })]);
}
