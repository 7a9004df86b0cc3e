import { randomBytes } from 'node:crypto';
import type { Account } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import type { AddressingMode } from '../signal/device.ts';
import { Group } from './group.ts';

// Longer than a number can hold exactly.
const FIRST_GROUP = 120_363_000_000_000_001n;

/** Every group there is. */
export class GroupRegistry {
  readonly #platform: Platform;
  readonly #groups = new Map<string, Group>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Makes a group with its creator and members. */
  create(input: {
    readonly subject: string;
    readonly creator: Account;
    readonly members: readonly Account[];
    readonly mode?: AddressingMode | undefined;
  }): Group {
    const group = new Group({
      id: `${FIRST_GROUP + BigInt(this.#groups.size)}@g.us`,
      subject: input.subject,
      creator: input.creator,
      mode: input.mode ?? 'lid',
      atSeconds: this.#platform.nowSeconds(),
      inviteCode: newInviteCode(),
    });
    for (const member of input.members) {
      if (member !== input.creator) group.members.set(member, 'member');
    }
    this.#groups.set(group.id, group);
    return group;
  }

  byId(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  byInviteCode(code: string): Group | undefined {
    return this.list().find((group) => group.inviteCode === code);
  }

  /** The groups of which somebody is a member. */
  of(account: Account): readonly Group[] {
    return this.list().filter((group) => group.members.has(account));
  }

  list(): readonly Group[] {
    return [...this.#groups.values()];
  }
}

/** A new code for a group's invite link. */
export function newInviteCode(): string {
  return randomBytes(16).toString('base64url').slice(0, 22);
}
