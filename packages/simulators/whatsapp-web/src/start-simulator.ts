import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from './clock.ts';
import { startMediaServer } from './media/media-server.ts';
import { createCertificateChain } from './noise/certificate-chain.ts';
import { Platform } from './platform.ts';
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
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/ws/chat' });
  sockets.on('connection', (socket) => {
    serveConnection(socket, {
      chain,
      log,
      welcome: (stream, result) =>
        result.payload.devicePairingData
          ? platform.pairing.admit(stream, result)
          : logins.admit(stream, result),
    });
  });
  const media = await startMediaServer({ port: mediaPort, host });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The simulator listens on no TCP port');
  platform.endpoint.webSocketUrl = `ws://${host}:${address.port}/ws/chat`;
  platform.endpoint.noiseRoot = chain.root;
  platform.endpoint.mediaHost = media.host;
  platform.endpoint.mediaCertificate = media.certificate;
  return new WhatsappWebSimulator(platform, async () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    await media.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
}
