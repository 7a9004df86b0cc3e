import { Module } from '@nestjs/common';
import { InstanceByNumberQueries } from './instance-by-number.queries.ts';
import { ProvideInstance } from './provide-instance.ts';
import { ChannelsModule } from '../channels/index.ts';
import { TemplatesModule } from '../templates/index.ts';
import { ChangeStatus } from './change-status.ts';
import { CloudAddress } from './cloud-address.ts';
import { ConnectInstance } from './connect-instance.ts';
import { CreateInstance } from './create-instance.ts';
import { DeleteInstance } from './delete-instance.ts';
import { DisconnectInstance } from './disconnect-instance.ts';
import { FollowSessions } from './follow-sessions.ts';
import { ForgetInstance } from './forget-instance.ts';
import { InstanceConnectionController } from './instance-connection.controller.ts';
import { InstancesController } from './instances.controller.ts';
import { InstanceSessions } from './instance-sessions.ts';
import { InstancesQueries } from './instances.queries.ts';
import { InstancesRepository } from './instances.repository.ts';
import { PauseInstance } from './pause-instance.ts';
import { SendingInstances } from './sending-instances.ts';
import { SendingInstancesQueries } from './sending-instances.queries.ts';
import { RequestPairingCode } from './request-pairing-code.ts';
import { ShowQrCode } from './show-qr-code.ts';
import { TestCredentials } from './test-credentials.ts';
import { UpdateInstance } from './update-instance.ts';
import { WebProxy } from './web-proxy.ts';

@Module({
  imports: [ChannelsModule, TemplatesModule],
  controllers: [InstancesController, InstanceConnectionController],
  providers: [
    InstanceByNumberQueries,
    ProvideInstance,
    ChangeStatus,
    CloudAddress,
    ConnectInstance,
    CreateInstance,
    DeleteInstance,
    DisconnectInstance,
    FollowSessions,
    ForgetInstance,
    InstanceSessions,
    InstancesQueries,
    InstancesRepository,
    PauseInstance,
    RequestPairingCode,
    SendingInstances,
    SendingInstancesQueries,
    ShowQrCode,
    TestCredentials,
    UpdateInstance,
    WebProxy,
  ],
  exports: [ProvideInstance, ConnectInstance, CreateInstance, PauseInstance, SendingInstances],
})
export class InstancesModule {}
