import { expect, it } from 'vitest';
import { SignedOut } from '../session/session-store.ts';
import { LiveConnection, type LiveState } from './live-connection.ts';

const event = (id: string): string =>
  `id: ${id}\nevent: instance.connected\ndata: ${JSON.stringify({ id, type: 'instance.connected', instanceId: null, data: {} })}\n\n`;

type Answer = string | number | Error;

/** Runs a connection against a server that gives these answers, one for each request; the last one stops it. */
async function run(answers: Answer[]) {
  const asked: string[] = [];
  const told: { events: string[]; states: LiveState[]; gaps: number } = { events: [], states: [], gaps: 0 };
  const connection = new LiveConnection(
    {
      baseUrl: 'http://recado.test',
      fetch: (input) => {
        const { pathname, search } = new URL(new Request(input).url);
        asked.push(pathname + search);
        const answer = answers.shift();
        if (answers.length === 0) connection.stop();
        if (answer instanceof Error) return Promise.reject(answer);
        return Promise.resolve(
          typeof answer === 'number' ? new Response(null, { status: answer }) : new Response(answer),
        );
      },
      pause: () => Promise.resolve(),
      chance: () => 0,
    },
    {
      event: ({ id }) => told.events.push(id),
      state: (state) => told.states.push(state),
      gap: () => (told.gaps += 1),
    },
  );
  await connection.run();
  return { asked, ...told };
}

it('a broken stream goes on after the last event that came, and nothing is read again', async () => {
  const { asked, events, gaps } = await run([
    event('a') + event('b'),
    new TypeError('network'),
    503,
    event('c'),
    '',
  ]);
  expect(asked).toEqual([
    '/events/stream',
    '/events/stream?lastEventId=b',
    '/events/stream?lastEventId=b',
    '/events/stream?lastEventId=b',
    '/events/stream?lastEventId=c',
  ]);
  expect(events).toEqual(['a', 'b', 'c']);
  expect(gaps).toBe(1);
});

it('when the server no longer knows the last event, everything is read again', async () => {
  const { asked, gaps } = await run([event('a'), 400, event('b'), '']);
  expect(asked.slice(0, 3)).toEqual(['/events/stream', '/events/stream?lastEventId=a', '/events/stream']);
  expect(gaps).toBe(2);
});

it('who may not see events is not asked again', async () => {
  const { asked, states } = await run([403, event('a'), '']);
  expect(asked).toHaveLength(1);
  expect(states.at(-1)).toBe('refused');
});

it('it ends with the session', async () => {
  const { asked, states } = await run([new SignedOut(), event('a'), '']);
  expect(asked).toHaveLength(1);
  expect(states.at(-1)).toBe('stopped');
});

it('what is no event does not end the stream', async () => {
  const { events } = await run([`data: {\n\ndata: []\n\n${event('a')}`, '']);
  expect(events).toEqual(['a']);
});
