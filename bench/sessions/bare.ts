import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { idleRssMb, rssMb, untilQuiet, type SessionFigures, type SessionPlan } from './figures.ts';
import type { Started } from './simulated-phones.ts';

/** Measures the library alone. */
export async function bareSessionFigures(
  plan: SessionPlan,
  { controlUrl, simulatorUrl, endpoint }: Started,
): Promise<SessionFigures> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('bare-sessions.ts', import.meta.url))], {
    env: {
      PATH: process.env['PATH'],
      CONTROL_URL: controlUrl,
      SIMULATOR_URL: simulatorUrl,
      WEB_SOCKET_URL: endpoint.webSocketUrl,
      NOISE_ROOT: endpoint.noiseRoot,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('The program ended before it answered');
    return value;
  };
  /** @returns seconds */
  const order = async (line: string): Promise<number> => {
    child.stdin.write(`${line}\n`);
    return Number(await answer());
  };
  const pid = child.pid ?? 0;
  try {
    await answer();
    const { sessions, messages, many } = plan;
    const rssBeforeMb = await rssMb(pid);
    const linkSeconds = await order(`link ${String(sessions)}`);
    const rssIdleMb = await idleRssMb(pid);
    await order('close');
    const reconnectSeconds = await order(`reconnect ${String(sessions)}`);
    await untilQuiet(pid);
    const perSecond = async (line: string) => Math.round(messages / (await order(line)));
    return {
      name: 'Baileys alone, keys in memory',
      sessions,
      linkSeconds,
      rssBeforeMb,
      rssIdleMb,
      kilobytesPerIdleSession: Math.round(((rssIdleMb - rssBeforeMb) * 1_024) / sessions),
      reconnectSeconds,
      outOfOnePerSecond: await perSecond(`send ${String(messages)} 1`),
      outOfManyPerSecond: await perSecond(`send ${String(messages)} ${String(many)}`),
      intoOnePerSecond: await perSecond(`receive ${String(messages)} 1`),
      intoManyPerSecond: await perSecond(`receive ${String(messages)} ${String(many)}`),
    };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
