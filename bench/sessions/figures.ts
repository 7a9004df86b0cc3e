import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds } from '../throughput/cpu-time.ts';

export interface SessionFigures {
  name: string;
  sessions: number;
  /** From the first connect until all are linked and open. */
  linkSeconds: number;
  /** Memory of the process, of which the first value is without any session. */
  rssBeforeMb: number;
  rssIdleMb: number;
  kilobytesPerIdleSession: number;
  /** From nobody connected until WhatsApp sees all logged in again, without a scan; Recado's process starts in that time. */
  reconnectSeconds: number;
  outOfOnePerSecond: number;
  outOfManyPerSecond: number;
  intoOnePerSecond: number;
  intoManyPerSecond: number;
}

export interface SessionPlan {
  sessions: number;
  messages: number;
  /** How many sessions share the messages where it says many. */
  many: number;
}

/** The number of the session at a place, and of the person at a place; E.164. */
export const sessionNumber = (place: number): string => `+55119600${String(place).padStart(5, '0')}`;
export const personNumber = (place: number): string => `+55119500${String(place).padStart(5, '0')}`;

/** People who are written to and who write. */
export const PEOPLE = 50;

/** Resident memory of a process in megabytes. */
export async function rssMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024;
}

/** Memory once it has settled: garbage of the start is collected when the process has been idle for a while. */
export async function idleRssMb(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 10; look += 1) {
    await pause(1_500);
    least = Math.min(least, await rssMb(pid));
  }
  return least;
}

/** Waits until a process has little to do, so that what is measured next does not pay for what was before. */
export async function untilQuiet(pid: number): Promise<void> {
  for (let before = await cpuSeconds([pid]); ;) {
    await pause(1_000);
    const now = await cpuSeconds([pid]);
    if (now - before < 0.1) return;
    before = now;
  }
}

export async function timed(work: () => Promise<void>): Promise<number> {
  const begunAt = performance.now();
  await work();
  return (performance.now() - begunAt) / 1_000;
}

/** Runs `work` for each place from 0 to `count`, `at a time` so many. */
export async function inParallel(
  count: number,
  atATime: number,
  work: (place: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atATime }, one));
}
