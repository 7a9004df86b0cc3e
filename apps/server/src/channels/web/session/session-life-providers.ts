import type { Provider } from '@nestjs/common';
import type { OpenSession } from '../sessions/held-session.ts';
import { OPEN_SESSION } from '../sessions/session-keeper.ts';
import { WhatsappVersion } from '../whatsapp-version.ts';
import { AuthStateRepository } from './auth-state.repository.ts';
import { DeviceCaches } from './device-cache.ts';
import { DevicesRepository } from './devices.repository.ts';
import { KeyWriter } from './key-writer.ts';
import { OpenWebSession } from './open-session.ts';
import { OpenSocket } from './open-socket.ts';
import { OpenWatch } from './open-watch.ts';
import { SessionCommands } from './session-commands.ts';
import { SessionJournal } from './session-journal.ts';
import { SessionParts } from './session-parts.ts';
import { SESSION_TIMING, usualTiming } from './session-timing.ts';
import { WebSessionsRepository } from './web-sessions.repository.ts';

/** What the life of a session is made of; whoever provides it also provides SocketMemory. */
export const sessionLifeProviders: Provider[] = [
  AuthStateRepository,
  DeviceCaches,
  DevicesRepository,
  KeyWriter,
  OpenSocket,
  OpenWatch,
  OpenWebSession,
  SessionCommands,
  SessionJournal,
  SessionParts,
  WebSessionsRepository,
  WhatsappVersion,
  { provide: SESSION_TIMING, useFactory: usualTiming },
  {
    provide: OPEN_SESSION,
    inject: [OpenWebSession],
    useFactory:
      (open: OpenWebSession): OpenSession =>
      (hold) =>
        open.execute(hold),
  },
];
