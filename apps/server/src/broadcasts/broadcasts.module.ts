import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { MediaModule } from '../media/index.ts';
import { MessagesModule } from '../messages/index.ts';
import { AudienceQueries } from './audience/audience.queries.ts';
import { PrepareAudience } from './audience/prepare-audience.ts';
import { BroadcastsController } from './broadcasts.controller.ts';
import { BroadcastsQueries } from './broadcasts.queries.ts';
import { BroadcastsRepository } from './broadcasts.repository.ts';
import { ChangeBroadcast } from './change-broadcast.ts';
import { CreateBroadcast } from './create-broadcast.ts';
import { AcceptRecipients } from './dispatching/accept-recipients.ts';
import { CallOffMessages } from './dispatching/call-off-messages.ts';
import { DispatchBroadcasts } from './dispatching/dispatch-broadcasts.jobs.ts';
import { DispatchRepository } from './dispatching/dispatch.repository.ts';
import { EndBroadcast } from './dispatching/end-broadcast.ts';
import { HandOverRecipients } from './dispatching/hand-over-recipients.ts';
import { StartBroadcast } from './dispatching/start-broadcast.ts';
import { ExportRecipients } from './export-recipients.ts';
import { FindBroadcast } from './find-broadcast.ts';
import { ListBroadcasts } from './list-broadcasts.ts';
import { PrepareBroadcast } from './prepare-broadcast.ts';

@Module({
  imports: [ChannelsModule, InstancesModule, MediaModule, MessagesModule],
  controllers: [BroadcastsController],
  providers: [
    AcceptRecipients,
    AudienceQueries,
    BroadcastsQueries,
    BroadcastsRepository,
    CallOffMessages,
    ChangeBroadcast,
    CreateBroadcast,
    DispatchBroadcasts,
    DispatchRepository,
    EndBroadcast,
    ExportRecipients,
    FindBroadcast,
    HandOverRecipients,
    ListBroadcasts,
    PrepareAudience,
    PrepareBroadcast,
    StartBroadcast,
  ],
})
export class BroadcastsModule {}
