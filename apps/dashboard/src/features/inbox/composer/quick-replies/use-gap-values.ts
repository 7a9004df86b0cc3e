import type { Conversation, Instance } from '@recado/sdk';
import { useMemo } from 'react';
import type { GapValues } from './quick-reply-policy.ts';

/** What stands in the gaps of a quick reply in this conversation. */
export function useGapValues(
  { contact, assignee }: Conversation,
  number: Pick<Instance, 'name'> | undefined,
): GapValues {
  const { name: contactName, phoneNumber: contactPhone } = contact;
  const agentName = assignee?.type === 'human' ? assignee.name : null;
  const numberName = number?.name ?? null;
  return useMemo(
    () => ({ contactName, contactPhone, agentName, numberName }),
    [contactName, contactPhone, agentName, numberName],
  );
}
