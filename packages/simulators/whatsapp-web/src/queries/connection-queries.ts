import { randomBytes } from 'node:crypto';
import { jidDecode } from 'baileys';
import type { Platform } from '../platform.ts';
import { IqError } from '../stream/stanza-router.ts';
import { childOf, childrenOf, stanza } from '../stream/stanza.ts';

const MEDIA_TTL_SECONDS = 6 * 60 * 60;
const MEDIA_MAX_BYTES = 2 * 1024 * 1024 * 1024;

/** What a client asks to get going and to stay connected. */
export function installConnectionQueries(platform: Platform): void {
  const { router } = platform;
  router.onIq('w:p', '*', () => []);
  router.onIq('passive', 'active', (session) => {
    // After the answer, as WhatsApp does it.
    platform.activity.after(0, 'the backlog', () => session.goLive());
    return [];
  });
  router.onIq('passive', 'passive', () => []);
  router.onIq('abt', 'props', () => [
    stanza('props', { protocol: 1, ab_key: 'sim', hash: 'sim', refresh: 86_400 }),
  ]);
  router.onIq('w:stats', '*', () => []);
  router.onIq('urn:xmpp:whatsapp:push', '*', () => []);
  router.onIq('urn:xmpp:whatsapp:dirty', '*', () => []);
  router.onIq('w:m', 'media_conn', () => [
    stanza(
      'media_conn',
      {
        auth: randomBytes(16).toString('hex'),
        ttl: MEDIA_TTL_SECONDS,
        auth_ttl: MEDIA_TTL_SECONDS,
        max_buckets: 12,
      },
      [stanza('host', { hostname: platform.endpoint.mediaHost, maxContentLengthBytes: MEDIA_MAX_BYTES })],
    ),
  ]);
  router.onIq('md', 'remove-companion-device', (session, iq) => {
    const jid = childOf(iq, 'remove-companion-device')?.attrs['jid'];
    const device = jidDecode(jid)?.device ?? 0;
    platform.activity.after(0, 'the logout', () => void session.account.logOut(device));
    return [];
  });
  router.onIq('w:sync:app:state', 'sync', (_session, iq) => {
    const asked = childrenOf(childOf(iq, 'sync'), 'collection');
    if (asked.length === 0) throw new IqError(400, 'bad-request');
    // No settings are kept: every collection is empty, and a patch is taken and forgotten.
    const collections = asked.map(({ attrs }) =>
      stanza('collection', { name: attrs['name'], version: attrs['version'] }),
    );
    return [stanza('sync', {}, collections)];
  });
  // A client tells these; nothing follows from them.
  for (const tag of ['ib', 'ack']) router.on(tag, () => undefined);
}
