import { expect } from 'vitest';
import { freePort, startServerProcess, type ServerProcess } from './server-process.ts';

/** Processes of one role, each on a port it keeps when it is started anew. */
export class Fleet {
  readonly #settings: Record<string, string>;
  readonly servers: ServerProcess[] = [];

  constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  async start(): Promise<ServerProcess> {
    const server = await startServerProcess({ settings: this.#settings, port: await freePort() });
    this.servers.push(server);
    return server;
  }

  async restart(place: number, how: 'stopped' | 'killed'): Promise<void> {
    const server = this.servers[place];
    if (server === undefined) throw new Error('No such server');
    if (how === 'killed') await server.kill();
    else expect(await server.stop()).toBe(0);
    this.servers[place] = await startServerProcess({ settings: this.#settings, port: server.port });
  }

  async stop(): Promise<void> {
    for (const server of this.servers) expect(await server.stop()).toBe(0);
  }
}
