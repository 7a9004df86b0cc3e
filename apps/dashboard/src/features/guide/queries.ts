import { listMessages, type Message } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { firstStepsKey } from '../../lib/api/first-steps.ts';
import { allNumbersQuery } from '../../lib/api/numbers.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';

const messagesKey = ['guide-messages'] as const;

/** What moves the guide on, for `useLiveInvalidation`. */
export const guideEvents: readonly LiveFilter[] = ['message.*', 'instance.*'];
export const guideKeys = [firstStepsKey, messagesKey, allNumbersQuery.queryKey];

export interface LastMessages {
  sent: Message | undefined;
  received: Message | undefined;
}

/** The last message that went out by a number, and the last that came in. */
export const lastMessagesQuery = (instanceId: string) =>
  queryOptions({
    queryKey: [...messagesKey, instanceId],
    queryFn: async ({ signal }): Promise<LastMessages> => {
      const last = async (direction: Message['direction']): Promise<Message | undefined> => {
        const query = { instanceId, direction, limit: 1 };
        return (await call(listMessages({ client, signal, query }))).items[0];
      };
      const [sent, received] = await Promise.all([last('outbound'), last('inbound')]);
      return { sent, received };
    },
  });
