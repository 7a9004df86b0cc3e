import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections.module.ts';
import { WebSessionsRepository } from './session/web-sessions.repository.ts';
import { WebChannel } from './web-channel.ts';
import { WebSessions } from './web-sessions.ts';

/** The adapter to WhatsApp's multi-device protocol, put together. */
@Module({
  imports: [ConnectionsModule],
  providers: [
    // Session life
    WebChannel,
    WebSessions,
    WebSessionsRepository,
    // Ownership
    // Receiving
    // Sending
  ],
  exports: [WebChannel],
})
export class WebModule {}
