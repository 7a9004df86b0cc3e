import { readFile, readdir } from 'node:fs/promises';

/** Clock ticks a second of /proc on Linux. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  parent: number;
  cpuSeconds: number;
}

async function timesOf(pid: string): Promise<ProcessTimes | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name in parentheses may hold spaces; what follows it has fixed places (proc(5)).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return undefined;
  // utime, stime, and those of children that have ended.
  const ticks = [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0);
  return { parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}

/** CPU seconds that processes and all below them have used so far. */
export async function cpuSeconds(roots: number[]): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const times = new Map<number, ProcessTimes>();
  for (const pid of pids) {
    const found = await timesOf(pid);
    if (found !== undefined) times.set(Number(pid), found);
  }
  const belongs = (pid: number): boolean => {
    if (roots.includes(pid)) return true;
    const parent = times.get(pid)?.parent;
    return parent !== undefined && parent > 1 && belongs(parent);
  };
  return [...times].filter(([pid]) => belongs(pid)).reduce((sum, [, { cpuSeconds: used }]) => sum + used, 0);
}
