import type { AddressInfo } from 'node:net';
import type { Behaviour } from './behaviour.ts';
import { type Clock, systemClock } from './clock.ts';
import { addControlRoutes } from './http/control-routes.ts';
import { addGraphRoutes } from './http/graph-routes.ts';
import { createGraphServer } from './http/graph-server.ts';
import { createPlatform } from './platform.ts';
import { GraphApiSimulator } from './simulator.ts';

/** How to start a simulator; everything has a default. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** How clients reach the simulator, where that differs from host and port; the addresses of files start with it. */
  readonly publicUrl?: string;
  /** Whether `/_simulator/…` is served; it asks for no token. True unless given. */
  readonly hasControlRoutes?: boolean;
  readonly behaviour?: Partial<Behaviour>;
  readonly clock?: Clock;
  /** Gets a line for each thing worth knowing, such as a webhook that was not taken. */
  readonly log?: (line: string) => void;
}

/** Starts a simulator without accounts on a loopback port. */
export async function startGraphApiSimulator(options: SimulatorOptions = {}): Promise<GraphApiSimulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    behaviour = {},
    clock = systemClock,
    log = () => undefined,
    publicUrl,
    hasControlRoutes = true,
  } = options;
  const platform = createPlatform({ behaviour, clock, log });
  const app = createGraphServer(platform);
  void app.register((graph, _options, done) => {
    addGraphRoutes(graph, platform);
    done();
  });
  const simulator = new GraphApiSimulator(platform, app);
  if (hasControlRoutes) {
    void app.register((control, _options, done) => {
      addControlRoutes(control, simulator);
      done();
    });
  }
  await app.listen({ port, host });
  platform.address.url = publicUrl ?? urlOf(host, app.server.address());
  return simulator;
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string')
    throw new Error('The simulator does not listen on a TCP port');
  return `http://${host}:${address.port}`;
}
