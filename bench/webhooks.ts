import { appendFile, mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { bareFigures } from './webhooks/bare.ts';
import type { DeliveryFigures } from './webhooks/delivery-figures.ts';
import { recadoFigures } from './webhooks/recado.ts';

/**
 * `npm run bench:webhooks -- [--deliveries 2000] [--runs 3]`
 * Deliveries to one endpoint and to a hundred: Recado beside a loop that signs and posts the same bytes, in turn, on this machine;
 * the endpoints share its cores.
 */
const { values } = parseArgs({
  options: { deliveries: { type: 'string', default: '2000' }, runs: { type: 'string', default: '3' } },
});
const deliveries = Number(values.deliveries);
const runs = Number(values.runs);

const figures: DeliveryFigures[] = [];
for (let run = 0; run < runs; run += 1)
  for (const endpoints of [1, 100])
    for (const measured of [
      await bareFigures({ deliveries, endpoints }),
      await recadoFigures({ deliveries, endpoints }),
    ]) {
      figures.push(measured);
      process.stdout.write(`${JSON.stringify(measured)}\n`);
    }

const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const groups = Map.groupBy(figures, ({ name, endpoints }) => `${name}, endpoints: ${String(endpoints)}`);
console.table(
  Object.fromEntries(
    [...groups].map(([name, group]) => [
      name,
      {
        'deliveries/s': median(group.map((one) => one.deliveriesPerSecond)),
        'CPU µs/delivery': median(group.map((one) => one.cpuMicrosecondsPerDelivery)),
      },
    ]),
  ),
);
const results = fileURLToPath(new URL('./results', import.meta.url));
await mkdir(results, { recursive: true });
await appendFile(
  `${results}/webhooks.jsonl`,
  `${JSON.stringify({ at: new Date().toISOString(), plan: { deliveries, runs }, figures })}\n`,
);
