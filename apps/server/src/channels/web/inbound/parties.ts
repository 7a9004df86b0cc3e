import type { Identity } from '../../inbound-update.ts';
import { identityOf, isGroupJid } from './jid.ts';
import type { MessageKey, WebMessage } from './web-update.ts';

/** Who is at the other end of a message, and in a group who of them wrote. */
export interface Parties {
  chat: [Identity, ...Identity[]];
  participant: Identity[];
  isGroup: boolean;
  isFromUs: boolean;
}

/** @returns undefined when the chat is neither with a person nor a group: a status, a channel, WhatsApp itself */
export function partiesOf({
  key,
  participant,
}: Pick<WebMessage, 'key' | 'participant'>): Parties | undefined {
  const isFromUs = key.fromMe === true;
  const group = isGroupJid(key.remoteJid) ? identityOf(key.remoteJid) : undefined;
  if (group !== undefined) {
    const author = namesOf(key.participant ?? participant, key.participantAlt, key.participantUsername);
    return { chat: [group], participant: author, isGroup: true, isFromUs };
  }
  const [first, ...others] = chatNames(key);
  return first === undefined
    ? undefined
    : { chat: [first, ...others], participant: [], isGroup: false, isFromUs };
}

/** A username and another address alone name nobody whose chat this is. */
function chatNames(key: MessageKey): Identity[] {
  return identityOf(key.remoteJid) === undefined
    ? []
    : namesOf(key.remoteJid, key.remoteJidAlt, key.remoteJidUsername);
}

type Name = string | null | undefined;

/** The phone number first, because one answers to it. */
function namesOf(jid: Name, alternative: Name, username: Name): Identity[] {
  const found = [jid, alternative].flatMap((one) => (one ? (identityOf(one) ?? []) : []));
  const people = found.filter(({ kind }) => kind !== 'group');
  return [
    ...people.filter(({ kind }) => kind === 'phone').slice(0, 1),
    ...people.filter(({ kind }) => kind === 'lid').slice(0, 1),
    ...(username ? [{ kind: 'username' as const, value: username.replace(/^@/, '') }] : []),
  ];
}
