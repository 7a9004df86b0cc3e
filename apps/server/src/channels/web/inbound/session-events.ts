import { Injectable } from '@nestjs/common';
import type { WASocket } from 'baileys';
import type { SessionHold } from '../sessions/held-session.ts';

/** The session that a socket belongs to, as what comes in needs it. */
export interface ReceivingSession {
  readonly hold: SessionHold;
  /** A send waits for WhatsApp's answer to this id, and settles it itself. Told nothing, every answer becomes a status. */
  awaitsAnswer?(whatsappId: string): boolean;
}

/** What comes in over one socket. */
export interface Intake {
  /** To be called when WhatsApp has let us in: asks the phone for what was seen and never stored. */
  opened(): void;
  /** Resolves once all that came in is stored, or cannot be any more. To be awaited after the socket has ended. */
  drain(): Promise<void>;
}

/** Takes all that WhatsApp tells over a socket into the database. */
@Injectable()
export class SessionEvents {
  /** To be called right after makeWASocket, before anything can have come in. */
  attach(_socket: WASocket, _session: ReceivingSession): Intake {
    return { opened: () => undefined, drain: () => Promise.resolve() };
  }
}
