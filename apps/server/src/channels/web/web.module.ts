import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections.module.ts';
import { receivingProviders } from './inbound/receiving-providers.ts';
import { sendingProviders } from './outbound/sending-providers.ts';
import { sessionLifeProviders } from './session/session-life-providers.ts';
import { sessionProviders } from './sessions/session-providers.ts';
import { WebChannel } from './web-channel.ts';
import { WebSessions } from './web-sessions.ts';

/** The adapter to WhatsApp's multi-device protocol, put together. */
@Module({
  imports: [ConnectionsModule],
  providers: [
    WebChannel,
    WebSessions,
    ...sessionLifeProviders,
    ...sessionProviders,
    ...receivingProviders,
    ...sendingProviders,
  ],
  exports: [WebChannel],
})
export class WebModule {}
