import type { Account } from '../accounts/account.ts';
import { personJid } from '../signal/device.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import type { Group } from './group.ts';

/** `<group>`: everything that a member may know of a group. */
export function groupStanza(group: Group): Stanza {
  return stanza(
    'group',
    {
      id: group.id.replace('@g.us', ''),
      subject: group.subject,
      creation: group.createdAtSeconds,
      creator: personJid(group.creator, group.mode),
      creator_pn: group.creator.jid,
      s_o: personJid(group.subjectAuthor, group.mode),
      s_o_pn: group.subjectAuthor.jid,
      s_t: group.subjectAtSeconds,
      size: group.members.size,
      addressing_mode: group.mode,
    },
    [...settingStanzas(group), ...descriptionStanzas(group), ...memberStanzas(group)],
  );
}

/** `<participant>`, with the person's other address beside the one that the group uses. */
export function participantStanza(
  group: Group,
  account: Account,
  attributes: Readonly<Record<string, string | undefined>> = {},
): Stanza {
  const address =
    group.mode === 'lid'
      ? { jid: account.lid, phone_number: account.jid }
      : { jid: account.jid, lid: account.lid };
  return stanza('participant', { ...address, ...attributes });
}

/** `<description>` as it is known and as changes of it are announced. */
export function descriptionStanzas(group: Group): Stanza[] {
  const { description } = group;
  if (!description) return [];
  const { id, author, atSeconds, body } = description;
  const attributes = {
    id,
    participant: personJid(author, group.mode),
    participant_pn: author.jid,
    t: atSeconds,
  };
  return [stanza('description', attributes, [stanza('body', {}, Buffer.from(body))])];
}

function memberStanzas(group: Group): Stanza[] {
  return [...group.members].map(([account, role]) =>
    participantStanza(group, account, { type: role === 'member' ? undefined : role }),
  );
}

function settingStanzas(group: Group): Stanza[] {
  return [
    ...(group.isAnnouncement ? [stanza('announcement')] : []),
    ...(group.isLocked ? [stanza('locked')] : []),
    ...(group.ephemeralSeconds > 0 ? [stanza('ephemeral', { expiration: group.ephemeralSeconds })] : []),
    stanza('member_add_mode', {}, Buffer.from(group.memberAddMode)),
  ];
}
