import { useLocalStorage } from '@mantine/hooks';
import { listMessages, type Instance, type ListMessagesData, type Message } from '@recado/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { isLost, nextFirstStep, numberForFirstSteps, type FirstStep } from '../first-steps-policy.ts';
import { client } from './client.ts';
import { useNumbers } from './numbers.ts';
import { call } from './problem.ts';
import { useMay } from './profile.ts';

type Filter = Pick<NonNullable<ListMessagesData['query']>, 'direction' | 'status'>;

async function latest(instanceId: string, filter: Filter, signal: AbortSignal): Promise<Message | undefined> {
  const query = { instanceId, limit: 1, ...filter };
  return (await call(listMessages({ client, signal, query }))).items[0];
}

/** Above what is read of the first steps, to read it again. */
export const firstStepsKey = ['first-steps'] as const;

/** What was sent and received with a number so far. What was lost counts as not sent, unless another one arrived. */
const firstDeedsQuery = (instanceId: string) =>
  queryOptions({
    queryKey: [...firstStepsKey, instanceId],
    queryFn: async ({ signal }) => {
      const [sent, delivered, read, received] = await Promise.all([
        latest(instanceId, { direction: 'outbound' }, signal),
        latest(instanceId, { direction: 'outbound', status: 'delivered' }, signal),
        latest(instanceId, { direction: 'outbound', status: 'read' }, signal),
        latest(instanceId, { direction: 'inbound' }, signal),
      ]);
      const hasBeenRead = read !== undefined;
      return {
        hasSent: hasBeenRead || delivered !== undefined || (sent !== undefined && !isLost(sent.status)),
        hasBeenRead,
        hasReceived: received !== undefined,
      };
    },
  });

/** How far the first steps are: with which number, and what comes next; `next` is undefined when all are done. */
export interface FirstSteps {
  number: Instance | undefined;
  next: FirstStep | undefined;
}

/** Undefined until everything is read, and for who may not send. Nothing is stored: it follows from what there is. */
export function useFirstSteps(): FirstSteps | undefined {
  const mayTry = [useMay('messages:send'), useMay('messages:read')].every(Boolean);
  const numbers = useNumbers();
  const number = numberForFirstSteps(numbers ?? []);
  const query = { ...firstDeedsQuery(number?.id ?? ''), enabled: mayTry && number !== undefined };
  const deeds = useQuery(query).data;
  if (!mayTry || numbers === undefined) return undefined;
  if (number === undefined) return { number, next: 'connect' };
  return deeds && { number, next: nextFirstStep({ number, ...deeds }) };
}

/** Whether the person has put the guide aside, on this device; and how it is put aside. */
export const useGuideDismissed = (): readonly [boolean, () => void] => {
  const [isDismissed, setDismissed] = useLocalStorage({
    key: 'recado-guide-dismissed',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return [isDismissed, () => setDismissed(true)];
};

/** Whether the overview shall invite to the guide: while a first message is still to be sent and answered; and whether with a simulated phone. */
export function useGuideInvitation(): { isShown: boolean; isSimulated: boolean; dismiss: () => void } {
  const steps = useFirstSteps();
  const [isDismissed, dismiss] = useGuideDismissed();
  return {
    isShown: !isDismissed && steps?.next !== undefined,
    isSimulated: steps?.number?.isSandbox === true,
    dismiss,
  };
}
