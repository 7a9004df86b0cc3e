import type { Account, Session } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { deviceOf } from '../signal/device.ts';
import { IqError } from '../stream/stanza-router.ts';
import { bytesOf, childOf, childrenOf, type Stanza, stanza } from '../stream/stanza.ts';
import type { GroupDesk, GroupSetting, MemberAction } from './group-desk.ts';
import type { Group } from './group.ts';
import type { GroupRegistry } from './group-registry.ts';
import { groupStanza, participantStanza } from './group-stanza.ts';

const MEMBER_ACTIONS = ['add', 'remove', 'promote', 'demote'] as const satisfies MemberAction[];
const SETTINGS = ['announcement', 'not_announcement', 'locked', 'unlocked'] as const satisfies GroupSetting[];

/** Answers what clients ask of groups and do with them (`xmlns="w:g2"`). */
export class GroupQueries {
  readonly #platform: Platform;
  readonly #groups: GroupRegistry;
  readonly #desk: GroupDesk;

  constructor(platform: Platform, groups: GroupRegistry, desk: GroupDesk) {
    this.#platform = platform;
    this.#groups = groups;
    this.#desk = desk;
    this.#register();
  }

  #register(): void {
    const on = (
      tag: string,
      handle: (session: Session, change: Stanza, iq: Stanza) => readonly Stanza[],
    ): void => {
      this.#platform.router.onIq('w:g2', tag, (session, iq) => {
        const [change = stanza(tag)] = childrenOf(iq);
        return handle(session, change, iq);
      });
    };
    on('query', (session, _change, iq) => [groupStanza(this.#joined(session, iq))]);
    on('participating', ({ account }) => [stanza('groups', {}, this.#groups.of(account).map(groupStanza))]);
    on('create', ({ account }, change) => [this.#create(account, change)]);
    on('leave', ({ account }, change) => this.#leave(account, change));
    on('invite', (session, change, iq) => [this.#invite(session, change, iq)]);
    on('membership_approval_requests', () => [stanza('membership_approval_requests')]);
    this.#registerChanges(on);
  }

  #registerChanges(
    on: (tag: string, handle: (session: Session, change: Stanza, iq: Stanza) => readonly Stanza[]) => void,
  ): void {
    for (const action of MEMBER_ACTIONS) {
      on(action, (session, change, iq) => [this.#changeMembers(session, { action, change, iq })]);
    }
    for (const setting of SETTINGS) {
      on(
        setting,
        this.#changing((group, actor) => this.#desk.setSetting(group, actor, setting)),
      );
    }
    on(
      'subject',
      this.#changing((group, actor, change) =>
        this.#desk.setSubject(group, actor, bytesOf(change).toString()),
      ),
    );
    on(
      'description',
      this.#changing((group, actor, change) =>
        this.#desk.setDescription(
          group,
          actor,
          bytesOf(childOf(change, 'body')).toString(),
          change.attrs['id'],
        ),
      ),
    );
    on(
      'ephemeral',
      this.#changing((group, actor, change) =>
        this.#desk.setEphemeral(group, actor, Number(change.attrs['expiration'] ?? 0)),
      ),
    );
    on(
      'not_ephemeral',
      this.#changing((group, actor) => this.#desk.setEphemeral(group, actor, 0)),
    );
    on(
      'member_add_mode',
      this.#changing((group, actor, change) =>
        this.#desk.setMemberAddMode(
          group,
          actor,
          bytesOf(change).toString() === 'admin_add' ? 'admin_add' : 'all_member_add',
        ),
      ),
    );
    on(
      'membership_approval_mode',
      this.#changing(() => undefined),
    );
  }

  /** A handler for a change of the group to which the iq goes; its answer is empty. */
  #changing(
    change: (group: Group, actor: Account, change: Stanza) => void,
  ): (session: Session, requested: Stanza, iq: Stanza) => readonly Stanza[] {
    return (session, requested, iq) => {
      change(this.#joined(session, iq), session.account, requested);
      return [];
    };
  }

  #create(creator: Account, change: Stanza): Stanza {
    const members = childrenOf(change, 'participant').flatMap(({ attrs }) => {
      const member = this.#platform.accounts.byJid(attrs['jid'] ?? '');
      return member ? [member] : [];
    });
    return groupStanza(this.#desk.create(creator, { subject: change.attrs['subject'] ?? '', members }));
  }

  #leave(account: Account, change: Stanza): Stanza[] {
    const left = childrenOf(change, 'group').map(({ attrs }) => this.#groups.byId(attrs['id'] ?? ''));
    for (const group of left) if (group) this.#desk.leave(group, account);
    return [stanza('leave')];
  }

  #changeMembers(
    session: Session,
    { action, change, iq }: { action: MemberAction; change: Stanza; iq: Stanza },
  ): Stanza {
    const group = this.#joined(session, iq);
    const asked = childrenOf(change, 'participant').map(({ attrs }) => attrs['jid'] ?? '');
    const found = asked.map((jid) => ({ jid, account: deviceOf(this.#platform.accounts, jid)?.account }));
    const members = found.flatMap(({ account }) => (account ? [account] : []));
    this.#desk.changeMembers(group, session.account, action, members);
    return stanza(
      action,
      {},
      found.map(({ jid, account }) =>
        account ? participantStanza(group, account) : stanza('participant', { jid, error: '404' }),
      ),
    );
  }

  /** Without a code it is about the group's own link; with one, about the group behind it. */
  #invite(session: Session, change: Stanza, iq: Stanza): Stanza {
    const { code } = change.attrs;
    const isChange = iq.attrs['type'] === 'set';
    if (code === undefined) {
      const group = this.#joined(session, iq);
      return stanza('invite', {
        code: isChange ? this.#desk.renewInvite(group, session.account) : group.inviteCode,
      });
    }
    if (isChange) return stanza('group', { jid: this.#desk.join(code, session.account).id });
    const group = this.#groups.byInviteCode(code);
    if (!group) throw new IqError(406, 'not-acceptable');
    return groupStanza(group);
  }

  #joined({ account }: Session, iq: Stanza): Group {
    const group = this.#groups.byId(iq.attrs['to'] ?? '');
    if (!group) throw new IqError(404, 'item-not-found');
    if (!group.members.has(account)) throw new IqError(403, 'forbidden');
    return group;
  }
}
