import type { Viewer } from '@recado/contracts';
import { useDocumentVisibility } from '@mantine/hooks';
import { setViewing } from '@recado/sdk';
import { useCallback, useEffect, useState } from 'react';
import { client } from '../../../lib/api/client.ts';
import { useProfile } from '../../../lib/api/profile.ts';
import type { LiveViewers } from '../../../lib/live/live-viewers.ts';
import { useLiveViewers } from '../../../lib/live/live.ts';

const REPEAT_MS = 8_000;
/** Who has not typed for so long only looks. */
const TYPING_MS = 5_000;

type Activity = 'looking' | 'typing' | 'gone';

/** Says it to the others; what gets lost is said again soon. */
function say(id: string, activity: Activity): void {
  // Also while the page is being closed.
  setViewing({ client, path: { id }, body: { activity }, keepalive: true }).catch(() => undefined);
}

/** Tells the others that one has the conversation open, for as long as it is seen, and when one writes an answer. */
function useSayViewing(id: string): void {
  const isSeen = useDocumentVisibility() === 'visible';
  const [isTyping, setIsTyping] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onInput = ({ target }: Event): void => {
      if (!(target instanceof Element) || target.closest('[data-composer]') === null) return;
      setIsTyping(true);
      clearTimeout(timer);
      timer = setTimeout(() => setIsTyping(false), TYPING_MS);
    };
    document.addEventListener('input', onInput);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('input', onInput);
    };
  }, []);
  useEffect(() => {
    if (!isSeen) return undefined;
    const activity = isTyping ? 'typing' : 'looking';
    say(id, activity);
    const timer = setInterval(() => say(id, activity), REPEAT_MS);
    return () => clearInterval(timer);
  }, [id, isSeen, isTyping]);
  useEffect(() => {
    if (!isSeen) return undefined;
    const leave = (): void => say(id, 'gone');
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [id, isSeen]);
}

/** Who else has the conversation open at the moment. */
export function useOtherViewers(conversationId: string): readonly Viewer[] {
  const me = useProfile()?.id;
  const [viewers, setViewers] = useState<readonly Viewer[]>([]);
  useSayViewing(conversationId);
  useLiveViewers(
    useCallback(
      (news: LiveViewers) => {
        if (news.conversationId === conversationId) setViewers(news.viewers);
      },
      [conversationId],
    ),
  );
  return viewers.filter(({ userId }) => userId !== me);
}
