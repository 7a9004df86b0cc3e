import { getContact, type Conversation, type Instance } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../lib/api/client.ts';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay, useProfile } from '../../../lib/api/profile.ts';
import { useNow } from '../../../lib/use-now.ts';
import { obstacleOf, type Obstacle } from './composer-policy.ts';

const EVERY_MS = 5_000;

export interface CircumstancesOfWriting {
  number: Instance | undefined;
  obstacle: Obstacle | undefined;
}

/** Whether something can be written in a conversation just now, and from which number. */
export function useCircumstances(conversation: Conversation): CircumstancesOfWriting {
  const { contact, instanceId, isGroup } = conversation;
  const permissions = useProfile()?.permissions;
  const number = useNumbers()?.find(({ id }) => id === instanceId);
  const mayRead = useMay('contacts:read');
  const whole = useQuery({
    queryKey: ['contacts', 'one', contact.id],
    queryFn: ({ signal }) => call(getContact({ client, signal, path: { id: contact.id } })),
    enabled: mayRead && !isGroup,
  });
  const obstacle = obstacleOf({
    conversation,
    number,
    hasOptedOut: whole.data?.consent.status === 'opted_out',
    may: (permission) => permissions?.includes(permission) ?? false,
    nowMs: useNow(EVERY_MS),
  });
  return { number, obstacle };
}
