export {
  ArrivalFollowers,
  type Arrival,
  type ArrivalFollower,
  type ArrivedConversation,
} from './traffic/arrivals.ts';
export { contactSearch, type ContactSearch } from './contact-search-policy.ts';
export { ConversationsModule } from './conversations.module.ts';
export { CloseConversation } from './handling/close-conversation.ts';
export { EnsureConversations } from './ensure-conversations.ts';
export { FindConversation } from './find-conversation.ts';
export { LinkIdentities } from './link-identities.ts';
export { MarkConversationRead } from './handling/mark-conversation-read.ts';
export { MergeContacts } from './merge-contacts.ts';
export { parseRecipient } from './recipient-policy.ts';
export { RecordArrivals } from './traffic/record-arrivals.ts';
export { ReopenConversation } from './handling/reopen-conversation.ts';
export { RecordDepartures } from './traffic/record-departures.ts';
export { isWindowClosed } from './window-policy.ts';
