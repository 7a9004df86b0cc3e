import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { readOnceMore } from './read-once-more.ts';

/** A watched query, whose answers come when told. */
function watched() {
  const client = new QueryClient();
  const answers: ((text: string) => void)[] = [];
  const queryFn = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)));
  const observer = new QueryObserver(client, { queryKey: ['number'], queryFn });
  observer.subscribe(() => undefined);
  const answer = (text: string): void => answers.at(-1)?.(text);
  return { client, queryFn, answer, shown: () => observer.getCurrentResult().data };
}

it('what is told while a query comes for the first time has it read once more, however often it is told', async () => {
  const { client, queryFn, answer, shown } = watched();
  readOnceMore(client);
  readOnceMore(client);
  answer('connected');
  await vi.waitFor(() => expect(queryFn).toHaveBeenCalledTimes(2));
  answer('disconnected');
  await vi.waitFor(() => expect(shown()).toBe('disconnected'));
  expect(queryFn).toHaveBeenCalledTimes(2);
});

it('what is there already is not read again by it', async () => {
  const { client, queryFn, answer, shown } = watched();
  answer('connected');
  await vi.waitFor(() => expect(shown()).toBe('connected'));
  readOnceMore(client);
  await new Promise((resolve) => setTimeout(resolve));
  expect(queryFn).toHaveBeenCalledTimes(1);
});
