import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections.module.ts';
import { receivingProviders } from './inbound/receiving-providers.ts';
import { AccountLimits } from './outbound/account-limits.ts';
import { AccountLimitsRepository } from './outbound/account-limits.repository.ts';
import { GroupsCacheRepository } from './outbound/groups-cache.repository.ts';
import { SentMemory } from './outbound/sent-memory.ts';
import { SentMessagesRepository } from './outbound/sent-messages.repository.ts';
import { sessionLifeProviders } from './session/session-life-providers.ts';
import { SocketMemory } from './session/socket-memory.ts';
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
    // Sending
    AccountLimits,
    AccountLimitsRepository,
    GroupsCacheRepository,
    SentMessagesRepository,
    { provide: SocketMemory, useClass: SentMemory },
  ],
  exports: [WebChannel],
})
export class WebModule {}
