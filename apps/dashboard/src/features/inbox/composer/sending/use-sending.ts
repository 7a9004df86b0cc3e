import type { Message, OutboundContent } from '@recado/sdk';
import { useCallback, useEffect, useState } from 'react';
import type { CallFailed } from '../../../../lib/api/problem.ts';
import { useLiveState } from '../../../../lib/live/live.ts';
import { outbox } from './browser-outbox.ts';

export interface SendingOptions {
  conversationId: string;
  replyTo: Message | undefined;
  /** Gives a refused text back to the writer; false when there is no place for it. */
  takeBack: (text: string) => boolean;
}

export interface Sending {
  /** Sends all in this order; the first is the answer. */
  send: (messages: readonly OutboundContent[], sendAt?: Date) => void;
  /** Why the server did not take the text that is in the field again. */
  refusal: CallFailed | undefined;
  forgetRefusal: () => void;
}

/** Hands messages to the outbox, which shows them in the thread and brings them to the server. */
export function useSending({ conversationId, replyTo, takeBack }: SendingOptions): Sending {
  const [refusal, setRefusal] = useState<CallFailed>();
  const liveState = useLiveState();

  useEffect(() => outbox.resume(conversationId, Date.now()), [conversationId]);

  useEffect(
    () =>
      outbox.listen(conversationId, ({ body: { message } }, failure) => {
        const isTaken = message.type === 'text' && takeBack(message.content);
        if (isTaken) setRefusal(failure);
        return isTaken;
      }),
    [conversationId, takeBack],
  );

  useEffect(() => {
    if (liveState === 'live') outbox.retryStuck();
    const retry = (): void => outbox.retryStuck();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [liveState]);

  const send = useCallback(
    (messages: readonly OutboundContent[], sendAt?: Date) => {
      setRefusal(undefined);
      for (const [index, message] of messages.entries())
        outbox.add({
          id: crypto.randomUUID(),
          conversationId,
          body: {
            message,
            ...(index === 0 && replyTo !== undefined && { replyTo: replyTo.id }),
            ...(sendAt !== undefined && { sendAt: sendAt.toISOString() }),
          },
          createdAt: new Date().toISOString(),
        });
    },
    [conversationId, replyTo],
  );

  return { send, refusal, forgetRefusal: useCallback(() => setRefusal(undefined), []) };
}
