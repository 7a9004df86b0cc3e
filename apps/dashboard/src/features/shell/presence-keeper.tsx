import { useEffect } from 'react';
import { repeatOnline, saysOnline } from '../../lib/api/presence.ts';

/** A third of the time after which presence lapses. */
const REPEAT_MS = 30_000;

/** Keeps a user online who said so, for as long as a page is open; renders nothing. */
export function PresenceKeeper({ userId }: { userId: string }): null {
  useEffect(() => {
    const repeat = (): void => {
      if (saysOnline(userId)) void repeatOnline();
    };
    repeat();
    const timer = setInterval(repeat, REPEAT_MS);
    window.addEventListener('online', repeat);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', repeat);
    };
  }, [userId]);
  return null;
}
