import { Injectable } from '@nestjs/common';
import type { HeldSession, SessionHold } from '../sessions/held-session.ts';
import { SessionParts } from './session-parts.ts';
import { WebSession } from './web-session.ts';

/** Makes the session for a hold; see OpenSession. */
@Injectable()
export class OpenWebSession {
  constructor(private readonly parts: SessionParts) {}

  execute(hold: SessionHold): HeldSession {
    return new WebSession(hold, this.parts);
  }
}
