import { proto } from 'baileys';
import type { Account, Companion } from '../accounts/account.ts';
import type { StandingFault } from '../faults/fault-rules.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { ReceivedMessage } from '../messages/messaging.ts';

/** An account as JSON. */
export function accountView(account: Account) {
  const { autoReply, ...conduct } = account.conduct;
  return {
    phoneNumber: `+${account.phone}`,
    jid: account.jid,
    lid: account.lid,
    name: account.name,
    about: account.about,
    conduct: { ...conduct, replies: autoReply !== undefined },
    reachoutTimelock: account.reachoutTimelock,
    newChatCap: account.newChatCap,
    companions: [...account.companions.values()].map(companionView),
  };
}

/** A linked device as JSON. */
export function companionView(companion: Companion) {
  return {
    deviceId: companion.deviceId,
    jid: companion.jid,
    lid: companion.lid,
    isConnected: companion.isConnected,
    platform: companion.registration.platform,
    preKeys: companion.keys.preKeys.count,
    unacknowledged: companion.unacknowledged.length,
  };
}

/** How many linked devices there are of all accounts, and how many of them are logged in now. */
export function companionCounts(accounts: readonly Account[]) {
  const companions = accounts.flatMap((account) => [...account.companions.values()]);
  return { linked: companions.length, connected: companions.filter(({ isConnected }) => isConnected).length };
}

/** A message that arrived, as JSON. */
export function receivedView(received: ReceivedMessage) {
  return { ...received, at: new Date(received.at).toISOString(), message: messageView(received.message) };
}

/** A message of a client, as JSON. */
export function ledgerView(entry: LedgerEntry) {
  return { ...entry, at: new Date(entry.at).toISOString(), message: messageView(entry.message) };
}

/** An order as JSON, which has no infinity. */
export function faultView({ remaining, ...standing }: StandingFault) {
  return { ...standing, remaining: Number.isFinite(remaining) ? remaining : 'always' };
}

/** A message content in the JSON form of its schema, bytes as base64. */
function messageView(message: proto.IMessage): Record<string, unknown> {
  return proto.Message.fromObject(message).toJSON();
}
