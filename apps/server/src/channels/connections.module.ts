import { Module } from '@nestjs/common';
import { Connections } from './connections.ts';
import { ConnectionsQueries } from './connections.queries.ts';
import { CredentialsRepository } from './credentials.repository.ts';
import { InboundEventsRepository } from './inbound-events.repository.ts';
import { ReceiveUpdates } from './receive-updates.ts';
import { SessionChanges } from './session-changes.ts';

/** What every adapter stands on: stored connections and secrets, and the way in for updates. */
@Module({
  providers: [
    Connections,
    ConnectionsQueries,
    CredentialsRepository,
    InboundEventsRepository,
    ReceiveUpdates,
    SessionChanges,
  ],
  exports: [ConnectionsQueries, Connections, CredentialsRepository, ReceiveUpdates, SessionChanges],
})
export class ConnectionsModule {}
