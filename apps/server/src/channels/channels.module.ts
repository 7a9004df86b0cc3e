import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Egress } from '../platform/security/egress.ts';
import { CHANNEL_ADAPTERS, Channels } from './channels.ts';
import { CloudChannel } from './cloud/cloud-channel.ts';
import { ReceiveWebhook } from './cloud/inbound/receive-webhook.ts';
import { CloudWebhookController } from './cloud/inbound/webhook.controller.ts';
import { ConnectionsModule } from './connections.module.ts';
import { isBaileysInstalled } from './web/baileys.ts';
import { WebChannel } from './web/web-channel.ts';
import { WebModule } from './web/web.module.ts';

/** The port to WhatsApp and its adapters. */
@Module({
  imports: [ConnectionsModule, WebModule],
  controllers: [CloudWebhookController],
  providers: [
    {
      provide: CHANNEL_ADAPTERS,
      inject: [Egress, Clock, WebChannel],
      useFactory: (egress: Egress, clock: Clock, web: WebChannel) => [
        new CloudChannel(egress, clock),
        // Its library is an optional dependency.
        ...(isBaileysInstalled() ? [web] : []),
      ],
    },
    Channels,
    ReceiveWebhook,
  ],
  exports: [ConnectionsModule, Channels],
})
export class ChannelsModule {}
