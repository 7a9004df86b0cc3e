import { once } from 'node:events';
import { z } from 'zod';
import { firstLine, startProgram } from '../throughput/processes.ts';
import type { DeliveryFigures, DeliveryPlan } from './delivery-figures.ts';
import { withReceivers } from './received.ts';

const Took = z.object({ seconds: z.number(), cpuSeconds: z.number() });

/** Measures the bare loop. */
export async function bareFigures(plan: DeliveryPlan): Promise<DeliveryFigures> {
  return withReceivers(plan.endpoints, async ({ urls }) => {
    const loop = startProgram('../webhooks/bare-loop.ts', {
      URLS: JSON.stringify(urls),
      DELIVERIES: String(plan.deliveries),
    });
    const exit = once(loop, 'exit');
    const { seconds, cpuSeconds } = Took.parse(JSON.parse(await firstLine(loop)));
    await exit;
    return {
      name: 'bare loop',
      ...plan,
      deliveriesPerSecond: Math.round(plan.deliveries / seconds),
      cpuMicrosecondsPerDelivery: Math.round((cpuSeconds / plan.deliveries) * 1e6),
    };
  });
}
