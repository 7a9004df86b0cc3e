import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Shows the message that the address names, such as one that was searched for. */
export function useAskedMessage(goTo: (messageId: string) => void): void {
  const { message } = useSearch({ from: '/shell/inbox' });
  useEffect(() => {
    if (message !== undefined) goTo(message);
  }, [message, goTo]);
}
