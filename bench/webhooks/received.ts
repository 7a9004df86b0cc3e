import { createInterface } from 'node:readline';
import { z } from 'zod';
import { startProgram, stop } from '../throughput/processes.ts';

const Urls = z.array(z.string());
const AtMs = z.number();

export interface Receivers {
  urls: string[];
  /** When the first request came, by `Date.now()`. */
  firstAtMs(): Promise<number>;
}

/** Runs `work` beside endpoints in a process of their own. */
export async function withReceivers<T>(
  endpoints: number,
  work: (receivers: Receivers) => Promise<T>,
): Promise<T> {
  const program = startProgram('../webhooks/receivers.ts', {}, ['--endpoints', String(endpoints)]);
  if (program.stdout === null) throw new Error('The program has no output');
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => JSON.parse(z.string().parse((await lines.next()).value));
  try {
    return await work({
      urls: Urls.parse(await nextLine()),
      firstAtMs: async () => {
        program.kill('SIGUSR2');
        return AtMs.parse(await nextLine());
      },
    });
  } finally {
    await stop(program);
  }
}
