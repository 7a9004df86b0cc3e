import type { Identity } from '../../inbound-update.ts';

// WhatsApp's addresses: user, an agent and a device that name one of the user's devices, and a server.
const JID = /^(?<user>[^@:_]+)(?:_\d+)?(?::\d+)?@(?<server>[^@]+)$/;
const GROUP = /^[\d-]+@g\.us$/;

const servers: Readonly<Record<string, string>> = {
  'c.us': 's.whatsapp.net',
  hosted: 's.whatsapp.net',
  'hosted.lid': 'lid',
};

/** The address of a user without the device, under the server's usual name; other addresses as they are. */
export function bareJid(jid: string): string {
  const { user, server } = JID.exec(jid)?.groups ?? {};
  return user === undefined || server === undefined ? jid : `${user}@${servers[server] ?? server}`;
}

export const isGroupJid = (jid: string): boolean => GROUP.test(jid);

/** What a conversation can be held with: a person or a group; not a status, a channel, or WhatsApp itself. */
export const isConversation = (jid: string): boolean => identityOf(jid) !== undefined;

/** The identity that an address names; undefined when it names neither a person nor a group. */
export function identityOf(jid: string): Identity | undefined {
  const bare = bareJid(jid);
  if (isGroupJid(bare)) return { kind: 'group', value: bare };
  const [user = '', server] = bare.split('@');
  // 0@s.whatsapp.net is WhatsApp's own account for notices.
  if (!/^\d{5,}$/.test(user)) return undefined;
  if (server === 's.whatsapp.net') return { kind: 'phone', value: `+${user}` };
  return server === 'lid' ? { kind: 'lid', value: bare } : undefined;
}
