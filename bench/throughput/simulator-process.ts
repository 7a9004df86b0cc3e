import { startGraphApiSimulator } from '@recado/graph-api-simulator';

/** The provider's end in a process of its own, so that its time is not counted as ours. Prints its address. */
const simulator = await startGraphApiSimulator({
  behaviour: {
    sentDelayMs: 0,
    deliveredDelayMs: 0,
    readDelayMs: 0,
    window: 'open',
    webhookBatchWindowMs: 20,
  },
});
process.stdout.write(`${simulator.url}\n`);
