import { parseArgs } from 'node:util';
import { keepFigures } from './keep-figures.ts';
import { bareSessionFigures } from './sessions/bare.ts';
import { PEOPLE, personNumber, type SessionFigures } from './sessions/figures.ts';
import { recadoSessionFigures } from './sessions/recado.ts';
import { SimulatedPhones, Started } from './sessions/simulated-phones.ts';
import { firstLine, startProgram, stop } from './throughput/processes.ts';

/**
 * `npm run bench:sessions -- [--sessions 500] [--messages 2000] [--many 100]`
 * Numbers linked by QR code: Recado beside the library alone, in the same run, each with a simulator of its own.
 */
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '500' },
    messages: { type: 'string', default: '2000' },
    many: { type: 'string', default: '100' },
  },
});
const sessions = Number(values.sessions);
const plan = { sessions, messages: Number(values.messages), many: Math.min(Number(values.many), sessions) };

async function withSimulator(
  measure: (started: Started) => Promise<SessionFigures>,
): Promise<SessionFigures> {
  const simulator = startProgram('../sessions/simulator-process.ts', {
    // Its young generation grows with each login otherwise, and takes the memory of the machine.
    NODE_OPTIONS: '--max-semi-space-size=4',
  });
  try {
    const started = Started.parse(JSON.parse(await firstLine(simulator)));
    await new SimulatedPhones(started).addPeople(
      Array.from({ length: PEOPLE }, (_, place) => personNumber(place)),
    );
    return await measure(started);
  } finally {
    await stop(simulator);
  }
}

const figures = [
  await withSimulator((started) => bareSessionFigures(plan, started)),
  await withSimulator((started) => recadoSessionFigures(plan, started)),
];
console.table(Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])));
await keepFigures('sessions', plan, figures);
