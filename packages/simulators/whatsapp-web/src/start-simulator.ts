import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from './clock.ts';
import { carryOutAtOnce } from './faults/carry-out-at-once.ts';
import { createControlServer } from './http/control-routes.ts';
import { startMediaServer } from './media/media-server.ts';
import { installMessaging } from './messages/install-messaging.ts';
import { createCertificateChain } from './noise/certificate-chain.ts';
import { PairingDesk } from './pairing/pairing-desk.ts';
import { type Endpoint, Platform } from './platform.ts';
import { installQueries } from './queries/install-queries.ts';
import { WhatsappWebSimulator } from './simulator.ts';
import { serveConnection } from './stream/connection.ts';
import { LoginDesk } from './stream/login-desk.ts';

/** How to start a simulator; everything has a default. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Port of the media server; 0, the default, takes any free one. */
  readonly mediaPort?: number;
  readonly host?: string;
  /** How many refs an unlinked client gets: as many QR codes it shows before it gives up. 6 unless given. */
  readonly qrRefs?: number;
  readonly clock?: Clock;
  /** Gets a line for each thing worth knowing, such as a question that nobody answers. */
  readonly log?: (line: string) => void;
}

/** Starts a simulator without accounts on a loopback port. */
export async function startWhatsappWebSimulator(
  options: SimulatorOptions = {},
): Promise<WhatsappWebSimulator> {
  const { port = 0, mediaPort = 0, host = '127.0.0.1', qrRefs = 6 } = options;
  const { clock = systemClock, log = () => undefined } = options;
  const platform = new Platform({ clock, log, qrRefs });
  const chain = createCertificateChain(platform.nowSeconds());
  const logins = new LoginDesk(platform);
  const pairing = new PairingDesk(platform);
  const messaging = installMessaging(platform);
  installQueries(platform);
  carryOutAtOnce(platform);
  const simulator = new WhatsappWebSimulator(platform, { pairing, messaging }, async () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    await Promise.all([media.close(), control.close()]);
  });
  const control = createControlServer(simulator);
  const sockets = new WebSocketServer({ server: control.server, path: '/ws/chat' });
  sockets.on('connection', (socket) => {
    serveConnection(socket, {
      chain,
      log,
      welcome: (stream, result) =>
        (result.payload.devicePairingData ? pairing : logins).admit(stream, result),
    });
  });
  const media = await startMediaServer({
    port: mediaPort,
    host,
    store: platform.media,
    faults: platform.faults,
  });
  await control.listen({ port, host }).catch(async (error: unknown) => {
    await media.close();
    throw error;
  });
  Object.assign(platform.endpoint, {
    webSocketUrl: `ws://${host}:${portOf(control.server.address())}/ws/chat`,
    noiseRoot: chain.root,
    mediaHost: media.host,
    mediaCertificate: media.certificate,
  } satisfies Endpoint);
  return simulator;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The simulator does not listen on a TCP port');
  return address.port;
}
