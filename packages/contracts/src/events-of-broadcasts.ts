import { z } from 'zod';
import { Broadcast } from './broadcasts.ts';
import { eventEntry, exampleIds } from './event-entry.ts';

const broadcast = Broadcast.pick({
  id: true,
  name: true,
  instanceId: true,
  state: true,
  reason: true,
  total: true,
});

const data = z.object({ broadcast });

const about = (state: z.input<typeof broadcast>['state']) => ({
  instanceId: exampleIds.instance,
  conversationId: null,
  data: {
    broadcast: {
      id: '0198f3c0-0000-7000-8000-00000000000f',
      name: 'Ofertas de novembro',
      instanceId: exampleIds.instance,
      state,
      reason: null,
      total: 50_000,
    },
  },
});

/** How broadcasts begin and end. */
export const broadcastEvents = {
  'broadcast.started': eventEntry('broadcast.started', {
    data,
    description:
      'The time of a broadcast came: its recipients are settled, and `total` counts them. A `message.accepted` follows for each one, at the rate of the broadcast, and `broadcast.completed` at the end.',
    example: about('running'),
  }),
  'broadcast.completed': eventEntry('broadcast.completed', {
    data,
    description:
      'A broadcast ended, and `state` says how: `completed` when every recipient has a result, `stopped` by somebody, `failed` when it could not go on. Statuses of its messages may still come.',
    example: about('completed'),
  }),
} as const;
