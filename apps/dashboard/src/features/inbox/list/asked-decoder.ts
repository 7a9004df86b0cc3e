import type { QueryKey } from '@tanstack/react-query';
import type { AskedConversations } from '../inbox-filters.ts';

/** What a list in the query cache was asked for, as `conversationListQuery` has it in the key. */
export const askedInKey = (queryKey: QueryKey): AskedConversations => queryKey.at(-1) as AskedConversations;
