import { parseArgs } from 'node:util';
import { startGraphApiSimulator } from '@recado/graph-api-simulator';

/** The provider's end in a process of its own, so that its time is not counted as ours. Prints its address. */
const { values } = parseArgs({ options: { statuses: { type: 'string', default: 'at-once' } } });
// Statuses that come after an hour do not come during a run.
const delayMs = values.statuses === 'never' ? 3_600_000 : 0;
const simulator = await startGraphApiSimulator({
  behaviour: {
    sentDelayMs: delayMs,
    deliveredDelayMs: 0,
    readDelayMs: 0,
    window: 'open',
    webhookBatchWindowMs: 20,
  },
});
process.stdout.write(`${simulator.url}\n`);
process.on('SIGTERM', () => process.exit(0));
