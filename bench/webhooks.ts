import { parseArgs } from 'node:util';
import { keepFigures } from './keep-figures.ts';
import { median } from './throughput/load.ts';
import { bareFigures } from './webhooks/bare.ts';
import type { DeliveryFigures } from './webhooks/delivery-figures.ts';
import { hangingFigures } from './webhooks/hanging.ts';
import { hostileFigures } from './webhooks/hostile.ts';
import { recadoFigures } from './webhooks/recado.ts';

/**
 * `npm run bench:webhooks -- [--deliveries 2000] [--runs 3] [--hanging | --hostile]`
 * Deliveries to one endpoint and to a hundred: Recado beside a loop that signs and posts the same bytes, in turn, on this machine;
 * the endpoints share its cores. `--hanging`: how long events take to 99 endpoints beside one that never answers, a message a
 * second. `--hostile`: what becomes of a delivery to receivers that misbehave, five times each.
 */
const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '3' },
    hanging: { type: 'boolean', default: false },
    hostile: { type: 'boolean', default: false },
  },
});
const deliveries = Number(values.deliveries);
const runs = Number(values.runs);
const HANGING = { messages: 30, everyMs: 1_000 };
const HOSTILE_RUNS = 5;

async function compare(): Promise<void> {
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
  await keepFigures('webhooks', { deliveries, runs }, figures);
}

async function showHostile(): Promise<void> {
  const figures = await hostileFigures(HOSTILE_RUNS);
  console.table(
    Object.fromEntries(
      figures.map(({ receiver, runs: outcomes }) => [
        receiver,
        {
          state: [...new Set(outcomes.map(({ state }) => state))].join(),
          error: [...new Set(outcomes.map(({ error }) => error))].join(),
          'ms each': outcomes.map(({ tookMs }) => tookMs).join(' '),
        },
      ]),
    ),
  );
  await keepFigures('webhooks', { hostile: HOSTILE_RUNS }, figures);
}

async function showHanging(): Promise<void> {
  const figures = await hangingFigures(HANGING);
  console.table(figures);
  await keepFigures('webhooks', { hanging: HANGING }, figures);
}

if (values.hostile) await showHostile();
else if (values.hanging) await showHanging();
else await compare();
