import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Resolves once it is so. For pictures too, which know no `expect`. @throws when it takes longer than a minute, saying what */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const latest = Date.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (Date.now() > latest) throw new Error(`It took too long: ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}
