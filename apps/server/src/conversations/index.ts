export { ConversationsModule } from './conversations.module.ts';
export { EnsureConversations, type PartyConversation } from './ensure-conversations.ts';
export { RecordArrivals } from './record-arrivals.ts';
