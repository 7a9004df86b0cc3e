export { ConversationsModule } from './conversations.module.ts';
export { EnsureConversations, type PartyConversation } from './ensure-conversations.ts';
export { LinkIdentities } from './link-identities.ts';
export { RecordArrivals } from './record-arrivals.ts';
