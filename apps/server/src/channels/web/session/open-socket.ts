import { Inject, Injectable } from '@nestjs/common';
import type { WASocket } from 'baileys';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../../../config.ts';
import { Egress } from '../../../platform/security/egress.ts';
import { Connections } from '../../connections.ts';
import { withNoiseRoot, type Baileys } from '../baileys.ts';
import { endpointOf } from '../endpoint.ts';
import { SessionEvents, type Intake } from '../inbound/session-events.ts';
import { openNetwork, type Network } from '../network.ts';
import { isAnswerAwaited } from '../outbound/server-answers.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { WhatsappVersion } from '../whatsapp-version.ts';
import type { AuthState } from './auth-state.ts';
import { DeviceCaches } from './device-cache.ts';
import { KeyTransactions } from './key-transactions.ts';
import { LibraryLog } from './library-log.ts';
import { SESSION_TIMING, type SessionTiming } from './session-timing.ts';
import { SocketMemory } from './socket-memory.ts';

/** A socket on its way to WhatsApp, with what belongs to it. */
export interface OpenedSocket {
  socket: WASocket;
  intake: Intake;
  network: Network;
}

/** Makes the library's socket for a session. */
@Injectable()
export class OpenSocket {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'RECADO_WHATSAPP_WEB_ENDPOINT'>,
    @Inject(SESSION_TIMING) private readonly timing: SessionTiming,
    private readonly connections: Connections,
    private readonly egress: Egress,
    private readonly version: WhatsappVersion,
    private readonly memory: SocketMemory,
    private readonly devices: DeviceCaches,
    private readonly events: SessionEvents,
    private readonly logger: PinoLogger,
  ) {}

  /** @throws AppError not_found when the instance is gone, AddressNotAllowed for its proxy */
  async execute(baileys: Baileys, hold: SessionHold, auth: AuthState): Promise<OpenedSocket> {
    const { settings, secrets } = await this.connections.of(hold.tenantId, hold.instanceId);
    const endpoint = endpointOf(settings, this.config.RECADO_WHATSAPP_WEB_ENDPOINT);
    const version = await this.version.for(endpoint);
    const network = await openNetwork(this.egress, endpoint, secrets['proxyUrl']);
    const { socketAgent, uploadAgent, dispatcher } = network;
    const { qrMs } = this.timing;
    return withNoiseRoot(endpoint.noiseRoot, () => {
      const socket = baileys.makeWASocket({
        waWebSocketUrl: endpoint.webSocketUrl,
        ...(version && { version }),
        ...(qrMs !== undefined && { qrTimeout: qrMs }),
        ...(socketAgent && { agent: socketAgent }),
        ...(uploadAgent && { fetchAgent: uploadAgent }),
        // @ts-expect-error -- the library hands it to fetch, whose type in the DOM knows no dispatcher
        options: { dispatcher },
        auth: auth.state,
        logger: new LibraryLog(this.logger.logger.child({ instanceId: hold.instanceId })),
        // The phone keeps its notifications.
        markOnlineOnConnect: false,
        // A failed write ends the socket at once; trying on would hold its mutex.
        transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
        getMessage: (key) => this.memory.messageOf(hold, key),
        userDevicesCache: this.devices.of(hold),
        cachedGroupMetadata: (groupId) => this.memory.groupOf(hold, groupId),
      });
      const { creds, keys } = auth.state;
      new KeyTransactions(keys, () => creds.me?.id).takeOver(socket.authState.keys);
      // What was acknowledged and waits in the library's buffer would be dropped with it.
      socket.registerSocketEndHandler(() => {
        socket.ev.flush();
      });
      const intake = this.events.attach(socket, {
        hold,
        awaitsAnswer: (whatsappId) => isAnswerAwaited(socket, whatsappId),
      });
      return { socket, intake, network };
    });
  }
}
