import type { AccountNotice, InboundUpdate } from '../../inbound-update.ts';
import { Fragment, type ChangeFragment } from './fragment.ts';
import { interpretMessage } from './inbound-messages.ts';
import { interpretStatus } from './statuses.ts';

/**
 * Reads one stored update, as split-webhook.ts made it.
 * @throws ZodError when it is not what Meta describes
 */
export function interpret(payload: unknown): InboundUpdate[] {
  const fragment = Fragment.parse(payload);
  switch (fragment.update) {
    case 'message':
      return interpretMessage(fragment);
    case 'status':
      return interpretStatus(fragment);
    case 'change':
      return [notice(fragment)];
  }
}

/** Template states, quality, limits, alerts: kept under Meta's name of the field; errors of the account as `account_error`. */
function notice({ field, value, accountId, time }: ChangeFragment): AccountNotice {
  return {
    kind: 'notice',
    topic: field === 'messages' ? 'account_error' : field,
    details: { accountId, ...(time !== undefined && { at: new Date(time * 1_000).toISOString() }), value },
  };
}
