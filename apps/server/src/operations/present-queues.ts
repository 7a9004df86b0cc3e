import type { Queues, StuckLane } from '@recado/contracts';
import type { BacklogFigure } from '../backlog/index.ts';

/** What waits, from the figures that the metrics show as well. */
export function presentQueues(figures: readonly BacklogFigure[], stuck: StuckLane[]): Queues {
  const of = (name: BacklogFigure['name'], label = ''): number =>
    Math.round(figures.find((figure) => figure.name === name && figure.label === label)?.value ?? 0);
  return {
    messages: {
      waiting: of('messages', 'due'),
      oldestSeconds: of('oldestMessageSeconds'),
      scheduled: of('messages', 'scheduled'),
      sending: of('messages', 'sending'),
      inDoubt: of('messages', 'in_doubt'),
      held: of('messages', 'held'),
    },
    inboundEvents: {
      waiting: of('inboundEvents', 'pending'),
      oldestSeconds: of('oldestInboundSeconds'),
      poison: of('inboundEvents', 'poison'),
    },
    deliveries: { waiting: of('deliveries', 'pending'), oldestSeconds: of('oldestDeliverySeconds') },
    conversations: { waiting: of('waitingConversations'), oldestSeconds: of('oldestWaitingSeconds') },
    turns: {
      waiting: of('turns', 'due'),
      oldestSeconds: of('oldestTurnSeconds'),
      later: of('turns', 'later'),
      atWork: of('turns', 'at_work'),
    },
    broadcasts: {
      waiting: of('broadcastRecipients'),
      oldestSeconds: of('oldestBroadcastSeconds'),
      running: of('broadcasts', 'running'),
      scheduled: of('broadcasts', 'scheduled'),
    },
    sessions: { unheld: of('unheldSessions') },
    stuck,
  };
}
