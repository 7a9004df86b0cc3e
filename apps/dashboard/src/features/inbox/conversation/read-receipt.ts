import { markConversationRead, type Conversation } from '@recado/sdk';
import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { throttled } from '../../../lib/live/throttle.ts';
import { placeConversation } from '../conversation-cache.ts';
import { conversationQuery } from '../queries.ts';

/** A customer who writes much is not answered with as many receipts. */
const EVERY_MS = 2_000;

/** Marks what the customer wrote as read while the conversation is seen, and lets the customer know. */
export function useMarkRead({ id, unreadCount }: Conversation): void {
  const queries = useQueryClient();
  const mayWrite = useMay('conversations:write');
  const isSeen = useDocumentVisibility() === 'visible';
  const mark = useMemo(
    () =>
      throttled(() => {
        call(markConversationRead({ client, path: { id }, body: { sendReceipt: true } }))
          // Without WhatsApp in reach it is read here all the same; the customer learns it with the next one.
          .catch(() => queries.query({ ...conversationQuery(id), staleTime: 0 }))
          .then(
            (conversation) => placeConversation(queries, conversation),
            () => undefined,
          );
      }, EVERY_MS),
    [id, queries],
  );
  useEffect(() => () => mark.stop(), [mark]);
  useEffect(() => {
    if (unreadCount > 0 && mayWrite && isSeen) mark.run();
  }, [isSeen, mark, mayWrite, unreadCount]);
}
