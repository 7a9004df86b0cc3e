import type { Account } from '../accounts/account.ts';
import type { AddressingMode } from '../signal/device.ts';

/** What a member of a group may do. */
export type GroupRole = 'superadmin' | 'admin' | 'member';

/** A group's description, with the id that changes of it refer to. */
export interface GroupDescription {
  readonly id: string;
  readonly body: string;
  readonly author: Account;
  readonly atSeconds: number;
}

/** A WhatsApp group. */
export class Group {
  /** Such as `120363000000000001@g.us`. */
  readonly id: string;
  readonly creator: Account;
  readonly createdAtSeconds: number;
  /** How the group addresses its members; new groups use LIDs. */
  readonly mode: AddressingMode;
  readonly members = new Map<Account, GroupRole>();
  subject: string;
  subjectAuthor: Account;
  subjectAtSeconds: number;
  description: GroupDescription | undefined;
  inviteCode: string;
  /** Only admins may write. */
  isAnnouncement = false;
  /** Only admins may change subject, description and picture. */
  isLocked = false;
  ephemeralSeconds = 0;
  memberAddMode: 'admin_add' | 'all_member_add' = 'all_member_add';

  constructor(facts: {
    readonly id: string;
    readonly subject: string;
    readonly creator: Account;
    readonly mode: AddressingMode;
    readonly atSeconds: number;
    readonly inviteCode: string;
  }) {
    this.id = facts.id;
    this.creator = facts.creator;
    this.createdAtSeconds = facts.atSeconds;
    this.mode = facts.mode;
    this.subject = facts.subject;
    this.subjectAuthor = facts.creator;
    this.subjectAtSeconds = facts.atSeconds;
    this.inviteCode = facts.inviteCode;
    this.members.set(facts.creator, 'superadmin');
  }

  isAdmin(account: Account): boolean {
    const role = this.members.get(account);
    return role === 'admin' || role === 'superadmin';
  }

  /** Members write, unless only admins may. */
  mayWrite(account: Account): boolean {
    return this.isAnnouncement ? this.isAdmin(account) : this.members.has(account);
  }
}
