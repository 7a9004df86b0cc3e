import { randomBytes } from 'node:crypto';
import type { Account } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { type AddressingMode, personJid } from '../signal/device.ts';
import { IqError } from '../stream/stanza-router.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import type { Group } from './group.ts';
import { type GroupRegistry, newInviteCode } from './group-registry.ts';
import { descriptionStanzas, groupStanza, participantStanza } from './group-stanza.ts';

/** What happens to members. */
export type MemberAction = 'add' | 'remove' | 'promote' | 'demote';

/** A switch of a group, named as the protocol names it. */
export type GroupSetting = 'announcement' | 'not_announcement' | 'locked' | 'unlocked';

const FORBIDDEN = 403;

/** What people do with groups. Every change is announced to all members; errors are those that the server answers. */
export class GroupDesk {
  readonly #platform: Platform;
  readonly #groups: GroupRegistry;

  constructor(platform: Platform, groups: GroupRegistry) {
    this.#platform = platform;
    this.#groups = groups;
  }

  create(
    creator: Account,
    input: {
      readonly subject: string;
      readonly members: readonly Account[];
      readonly mode?: AddressingMode | undefined;
    },
  ): Group {
    const group = this.#groups.create({ ...input, creator });
    this.#announce(group, creator, stanza('create', { type: 'new' }, [groupStanza(group)]));
    return group;
  }

  /** Throws unless the actor is an admin. */
  changeMembers(group: Group, actor: Account, action: MemberAction, members: readonly Account[]): void {
    if (!(action === 'add' && group.memberAddMode === 'all_member_add')) requireAdmin(group, actor);
    const hearers = [...group.members.keys()];
    for (const member of members) apply(group, action, member);
    const participants = members.map((member) => participantStanza(group, member));
    this.#announce(group, actor, stanza(action, {}, participants), hearers);
  }

  leave(group: Group, member: Account): void {
    const hearers = [...group.members.keys()];
    group.members.delete(member);
    // A member that removes itself has left (see handleGroupNotification in baileys).
    this.#announce(group, member, stanza('remove', {}, [participantStanza(group, member)]), hearers);
  }

  /** Whoever has the code becomes a member. */
  join(code: string, account: Account): Group {
    const group = this.#groups.byInviteCode(code);
    if (!group) throw new IqError(406, 'not-acceptable');
    if (!group.members.has(account)) {
      group.members.set(account, 'member');
      this.#announce(
        group,
        account,
        stanza('add', { reason: 'invite' }, [participantStanza(group, account)]),
      );
    }
    return group;
  }

  setSubject(group: Group, actor: Account, subject: string): void {
    requireMayEdit(group, actor);
    group.subject = subject;
    group.subjectAuthor = actor;
    group.subjectAtSeconds = this.#platform.nowSeconds();
    const facts = { subject, s_o: personJid(actor, group.mode), s_t: group.subjectAtSeconds };
    this.#announce(group, actor, stanza('subject', facts));
  }

  /** An empty description takes it away. */
  setDescription(group: Group, actor: Account, body: string, id = newDescriptionId()): void {
    requireMayEdit(group, actor);
    const atSeconds = this.#platform.nowSeconds();
    group.description = body === '' ? undefined : { id, body, author: actor, atSeconds };
    const [description = stanza('description', { id, delete: 'true' })] = descriptionStanzas(group);
    this.#announce(group, actor, description);
  }

  setSetting(group: Group, actor: Account, setting: GroupSetting): void {
    requireAdmin(group, actor);
    if (setting === 'announcement' || setting === 'not_announcement') {
      group.isAnnouncement = setting === 'announcement';
    } else group.isLocked = setting === 'locked';
    this.#announce(group, actor, stanza(setting));
  }

  /** 0 switches disappearing messages off. */
  setEphemeral(group: Group, actor: Account, seconds: number): void {
    requireMayEdit(group, actor);
    group.ephemeralSeconds = seconds;
    const change = seconds > 0 ? stanza('ephemeral', { expiration: seconds }) : stanza('not_ephemeral');
    this.#announce(group, actor, change);
  }

  setMemberAddMode(group: Group, actor: Account, mode: Group['memberAddMode']): void {
    requireAdmin(group, actor);
    group.memberAddMode = mode;
    this.#announce(group, actor, stanza('member_add_mode', {}, Buffer.from(mode)));
  }

  /** Makes a new invite code; the old one is worth nothing any more. */
  renewInvite(group: Group, actor: Account): string {
    requireAdmin(group, actor);
    group.inviteCode = newInviteCode();
    this.#announce(group, actor, stanza('invite', { code: group.inviteCode }));
    return group.inviteCode;
  }

  #announce(group: Group, actor: Account, change: Stanza, also: readonly Account[] = []): void {
    const notice = stanza(
      'notification',
      {
        id: randomBytes(8).toString('hex').toUpperCase(),
        from: group.id,
        type: 'w:gp2',
        participant: personJid(actor, group.mode),
        participant_pn: group.mode === 'lid' ? actor.jid : undefined,
        participant_lid: group.mode === 'pn' ? actor.lid : undefined,
        addressing_mode: group.mode,
        notify: actor.name,
        t: this.#platform.nowSeconds(),
      },
      [change],
    );
    for (const member of new Set([...also, ...group.members.keys()])) {
      for (const companion of member.companions.values()) companion.deliver(notice);
    }
  }
}

function apply(group: Group, action: MemberAction, member: Account): void {
  if (action === 'remove') group.members.delete(member);
  else if (action === 'add') group.members.set(member, group.members.get(member) ?? 'member');
  else if (group.members.has(member)) group.members.set(member, action === 'promote' ? 'admin' : 'member');
}

function requireAdmin(group: Group, actor: Account): void {
  if (!group.isAdmin(actor)) throw new IqError(FORBIDDEN, 'forbidden');
}

function requireMayEdit(group: Group, actor: Account): void {
  if (group.isLocked) requireAdmin(group, actor);
  else if (!group.members.has(actor)) throw new IqError(FORBIDDEN, 'forbidden');
}

function newDescriptionId(): string {
  return randomBytes(10).toString('hex').toUpperCase();
}
