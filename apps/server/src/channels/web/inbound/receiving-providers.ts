import { AskPhone } from './ask-phone.ts';
import { HistoryRepository } from './history.repository.ts';
import { PollVotes } from './poll-votes.ts';
import { PollsQueries } from './polls.queries.ts';
import { SessionEvents } from './session-events.ts';
import { StanzasRepository } from './stanzas.repository.ts';
import { StoreDeliveries } from './store-deliveries.ts';

/** What takes in what comes over sessions. */
export const receivingProviders = [
  AskPhone,
  HistoryRepository,
  PollVotes,
  PollsQueries,
  SessionEvents,
  StanzasRepository,
  StoreDeliveries,
];
