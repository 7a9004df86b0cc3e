import type { Account } from '../accounts/account.ts';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import type { GroupDesk, GroupSetting, MemberAction } from './group-desk.ts';
import type { Group } from './group.ts';

/** What somebody does to a group on the phone. Members are named by phone number. */
export type GroupChange =
  | { readonly kind: MemberAction; readonly members: readonly string[] }
  | { readonly kind: 'subject'; readonly subject: string }
  | { readonly kind: 'description'; readonly description: string }
  | { readonly kind: 'setting'; readonly setting: GroupSetting }
  | { readonly kind: 'leave' };

/** Carries the change out. Throws when the actor may not do it or when there is no such account. */
export function changeGroup(
  change: GroupChange,
  at: {
    readonly desk: GroupDesk;
    readonly accounts: AccountRegistry;
    readonly group: Group;
    readonly actor: Account;
  },
): void {
  const { desk, accounts, group, actor } = at;
  switch (change.kind) {
    case 'subject':
      desk.setSubject(group, actor, change.subject);
      break;
    case 'description':
      desk.setDescription(group, actor, change.description);
      break;
    case 'setting':
      desk.setSetting(group, actor, change.setting);
      break;
    case 'leave':
      desk.leave(group, actor);
      break;
    case 'add':
    case 'remove':
    case 'promote':
    case 'demote':
      desk.changeMembers(group, actor, change.kind, accountsFor(accounts, change.members));
  }
}

/** The accounts with these phone numbers; throws when one has none. */
export function accountsFor(accounts: AccountRegistry, phoneNumbers: readonly string[]): Account[] {
  return phoneNumbers.map((phoneNumber) => {
    const account = accounts.byPhone(phoneNumber);
    if (!account) throw new RangeError(`There is no account for ${phoneNumber}`);
    return account;
  });
}
