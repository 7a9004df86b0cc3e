import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const READY_LIMIT_MS = 60_000;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

export interface ServerOptions {
  /** Settings of the process, over those of a quiet test server. */
  settings: Record<string, string>;
  port?: number;
}

/** A started server, as a user starts it: a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  #output = '';

  readonly port: number;

  constructor(port: number, settings: Record<string, string>) {
    this.port = port;
    this.#child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      cwd: path.dirname(path.dirname(MAIN)),
      env: { PATH: process.env['PATH'], ...settings, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-20_000);
      });
    this.#exit = once(this.#child, 'exit').then(() => this.#child.exitCode);
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The last of what it printed. */
  get output(): string {
    return this.#output;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Resolves when it answers that it is ready. */
  async ready(): Promise<void> {
    const until = Date.now() + READY_LIMIT_MS;
    for (;;) {
      const response = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (response?.ok === true) return;
      if (this.hasEnded || Date.now() > until)
        throw new Error(`The server did not become ready:\n${this.#output}`);
      await pause(25);
    }
  }

  /** As a power cut: no chance to finish anything. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  /** As an orchestrator stops it. @returns the exit code */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#exit;
  }
}

/** Starts a server on a database and waits until it is ready. */
export async function startServerProcess({ settings, port }: ServerOptions): Promise<ServerProcess> {
  const server = new ServerProcess(port ?? (await freePort()), {
    RECADO_LOG_LEVEL: 'warn',
    RECADO_SANDBOX: 'off',
    RECADO_EGRESS_ALLOW: '127.0.0.0/8',
    HOST: '127.0.0.1',
    ...settings,
  });
  await server.ready();
  return server;
}
