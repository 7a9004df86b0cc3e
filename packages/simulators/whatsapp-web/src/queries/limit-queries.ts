import { QueryIds, XWAPaths } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { IqError } from '../stream/stanza-router.ts';
import { childOf, stanza } from '../stream/stanza.ts';

const REACHOUT_TIMELOCK: string = QueryIds.REACHOUT_TIMELOCK;
const MESSAGE_CAPPING_INFO: string = QueryIds.MESSAGE_CAPPING_INFO;

/** What WhatsApp allows the account: asked by GraphQL, in an iq. */
export function installLimitQueries({ router }: Platform): void {
  router.onIq('w:mex', 'query', ({ account }, iq) => {
    const data = answerTo(account, childOf(iq, 'query')?.attrs['query_id'] ?? '');
    if (!data) throw new IqError(404, 'item-not-found');
    return [stanza('result', {}, Buffer.from(JSON.stringify({ data })))];
  });
}

function answerTo(account: Account, queryId: string): Record<string, unknown> | undefined {
  if (queryId === REACHOUT_TIMELOCK)
    return { [XWAPaths.xwa2_fetch_account_reachout_timelock]: timelockOf(account) };
  if (queryId === MESSAGE_CAPPING_INFO) return { [XWAPaths.xwa2_message_capping_info]: capOf(account) };
  return undefined;
}

function timelockOf({ reachoutTimelock }: Account): Record<string, unknown> {
  const { isActive, endsAtSeconds = 0, enforcementType = 'DEFAULT' } = reachoutTimelock;
  return {
    is_active: isActive,
    time_enforcement_ends: String(endsAtSeconds),
    enforcement_type: enforcementType,
  };
}

function capOf({ newChatCap }: Account): Record<string, unknown> {
  const { totalQuota, usedQuota, status, cycleStartSeconds = 0, cycleEndSeconds = 0 } = newChatCap;
  return {
    total_quota: totalQuota,
    used_quota: usedQuota,
    capping_status: status,
    cycle_start_timestamp: String(cycleStartSeconds),
    cycle_end_timestamp: String(cycleEndSeconds),
    server_sent_timestamp: '0',
    ote_status: 'NOT_ELIGIBLE',
    mv_status: 'NOT_ELIGIBLE',
  };
}
