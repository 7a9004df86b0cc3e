import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Egress } from '../platform/security/egress.ts';
import { CHANNEL_ADAPTERS, Channels } from './channels.ts';
import { CloudChannel } from './cloud/cloud-channel.ts';
import { ReceiveWebhook } from './cloud/inbound/receive-webhook.ts';
import { CloudWebhookController } from './cloud/inbound/webhook.controller.ts';
import { Connections } from './connections.ts';
import { ConnectionsQueries } from './connections.queries.ts';
import { CredentialsRepository } from './credentials.repository.ts';
import { InboundEventsRepository } from './inbound-events.repository.ts';
import { ReceiveUpdates } from './receive-updates.ts';

/** The port to WhatsApp and its adapters. */
@Module({
  controllers: [CloudWebhookController],
  providers: [
    {
      provide: CHANNEL_ADAPTERS,
      inject: [Egress, Clock],
      useFactory: (egress: Egress, clock: Clock) => [new CloudChannel(egress, clock)],
    },
    Channels,
    Connections,
    ConnectionsQueries,
    CredentialsRepository,
    InboundEventsRepository,
    ReceiveUpdates,
    ReceiveWebhook,
  ],
  exports: [ConnectionsQueries, Channels, Connections, CredentialsRepository],
})
export class ChannelsModule {}
