import { parseArgs } from 'node:util';
import { keepFigures } from './keep-figures.ts';
import { bareFigures } from './throughput/bare.ts';
import { median } from './throughput/load.ts';
import { recadoFigures } from './throughput/recado.ts';
import type { Figures } from './throughput/scenario.ts';

/**
 * `npm run bench -- [--messages 20000] [--connections 50] [--instances 8] [--runs 3] [--redis redis://127.0.0.1:6379]`
 * Recado beside the bare pipeline, in turn, on this machine; the load and the provider's simulator share its cores.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '20000' },
    connections: { type: 'string', default: '50' },
    instances: { type: 'string', default: '8' },
    runs: { type: 'string', default: '3' },
    redis: { type: 'string' },
  },
});
const plan = {
  messages: Number(values.messages),
  connections: Number(values.connections),
  instances: Number(values.instances),
  redisUrl: values.redis,
};

const figures: Figures[] = [];
for (let run = 0; run < Number(values.runs); run += 1) {
  for (const measured of [await bareFigures(plan), ...(await recadoFigures(plan))]) {
    figures.push(measured);
    process.stdout.write(`${JSON.stringify(measured)}\n`);
  }
}

const names = [...new Set(figures.map(({ name }) => name))];
const of = (name: string, field: Exclude<keyof Figures, 'name'>) =>
  median(figures.filter((one) => one.name === name).map((one) => one[field]));
const bare = names[0] ?? '';
console.table(
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        'accepted/s': of(name, 'acceptedPerSecond'),
        'sent/s': of(name, 'sentPerSecond'),
        'accept p50 ms': of(name, 'acceptP50Ms'),
        'accept p99 ms': of(name, 'acceptP99Ms'),
        'CPU µs/message': of(name, 'cpuMicrosecondsPerMessage'),
        'sent, of bare': Number((of(name, 'sentPerSecond') / of(bare, 'sentPerSecond')).toFixed(2)),
      },
    ]),
  ),
);
await keepFigures('throughput', { ...plan, runs: Number(values.runs) }, figures);
