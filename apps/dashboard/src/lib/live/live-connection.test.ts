import { expect, it } from 'vitest';
import { SignedOut } from '../session/session-store.ts';
import { LiveConnection, type LiveState } from './live-connection.ts';

const event = (id: string): string =>
  `id: ${id}\nevent: instance.connected\ndata: ${JSON.stringify({ id, type: 'instance.connected', instanceId: null, data: {} })}\n\n`;

type Answer = string | number | Error;

/** Runs a connection against a server that gives these answers, one for each request; the last one stops it. */
async function run(answers: Answer[]) {
  const asked: string[] = [];
  const told: { events: string[]; states: LiveState[]; gaps: number; viewers: number } = {
    events: [],
    states: [],
    gaps: 0,
    viewers: 0,
  };
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
      viewers: ({ viewers }) => (told.viewers += viewers.length),
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
    '/events/stream?viewers=true',
    '/events/stream?viewers=true&lastEventId=b',
    '/events/stream?viewers=true&lastEventId=b',
    '/events/stream?viewers=true&lastEventId=b',
    '/events/stream?viewers=true&lastEventId=c',
  ]);
  expect(events).toEqual(['a', 'b', 'c']);
  expect(gaps).toBe(1);
});

it('when the server no longer knows the last event, everything is read again', async () => {
  const { asked, gaps } = await run([event('a'), 400, event('b'), '']);
  expect(asked.slice(0, 3)).toEqual([
    '/events/stream?viewers=true',
    '/events/stream?viewers=true&lastEventId=a',
    '/events/stream?viewers=true',
  ]);
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

it('who looks at a conversation is told beside the events, and changes no place in them', async () => {
  const news = `event: conversation.viewers\ndata: ${JSON.stringify({ type: 'conversation.viewers', conversationId: 'c', viewers: [{}, {}] })}\n\n`;
  const { asked, events, viewers } = await run([event('a') + news, event('b'), '']);
  expect(asked[1]).toBe('/events/stream?viewers=true&lastEventId=a');
  expect(events).toEqual(['a', 'b']);
  expect(viewers).toBe(2);
});
