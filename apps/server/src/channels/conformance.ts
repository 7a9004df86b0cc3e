import { afterAll, beforeAll, describe } from 'vitest';
import { Bench } from './conformance/bench.ts';
import { testConnecting, testDisconnecting } from './conformance/connecting.ts';
import { testFailures, testMedia } from './conformance/media.ts';
import type { ProviderWorld } from './conformance/provider-world.ts';
import { testReceiving } from './conformance/receiving.ts';
import { testSending, testStatuses } from './conformance/sending.ts';

export { samples, SAMPLE_LINK } from './conformance/samples.ts';
export type { Fate, FromCustomer, ProviderWorld } from './conformance/provider-world.ts';

/** What every adapter must do, whatever its provider. Call it in a test file of the adapter. */
export function describeConformance(name: string, createWorld: () => Promise<ProviderWorld>): void {
  describe(`${name} conforms to the port`, () => {
    const bench = new Bench();
    beforeAll(async () => {
      bench.world = await createWorld();
    }, 90_000);
    afterAll(() => bench.world.close());

    testConnecting(bench);
    testSending(bench);
    testStatuses(bench);
    testReceiving(bench);
    testMedia(bench);
    testFailures(bench);
    testDisconnecting(bench);
  });
}
