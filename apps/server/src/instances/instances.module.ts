import { Module } from '@nestjs/common';
import { InstanceByNumberQueries } from './instance-by-number.queries.ts';
import { ProvideInstance } from './provide-instance.ts';
import { ChannelsModule } from '../channels/index.ts';
import { ChangeStatus } from './change-status.ts';
import { CloudAddress } from './cloud-address.ts';
import { ConnectInstance } from './connect-instance.ts';
import { CreateInstance } from './create-instance.ts';
import { DeleteInstance } from './delete-instance.ts';
import { DisconnectInstance } from './disconnect-instance.ts';
import { ForgetInstance } from './forget-instance.ts';
import { InstanceConnectionController } from './instance-connection.controller.ts';
import { InstancesController } from './instances.controller.ts';
import { InstancesQueries } from './instances.queries.ts';
import { InstancesRepository } from './instances.repository.ts';
import { ListTemplates } from './list-templates.ts';
import { PauseInstance } from './pause-instance.ts';
import { SendingInstances } from './sending-instances.ts';
import { SendingInstancesQueries } from './sending-instances.queries.ts';
import { TemplateCatalog } from './template-catalog.ts';
import { TemplatesController } from './templates.controller.ts';
import { UpdateInstance } from './update-instance.ts';

@Module({
  imports: [ChannelsModule],
  controllers: [InstancesController, InstanceConnectionController, TemplatesController],
  providers: [
    InstanceByNumberQueries,
    ProvideInstance,
    ChangeStatus,
    CloudAddress,
    ConnectInstance,
    CreateInstance,
    DeleteInstance,
    DisconnectInstance,
    ForgetInstance,
    InstancesQueries,
    InstancesRepository,
    ListTemplates,
    PauseInstance,
    SendingInstances,
    SendingInstancesQueries,
    TemplateCatalog,
    UpdateInstance,
  ],
  exports: [
    ProvideInstance,
    ConnectInstance,
    CreateInstance,
    PauseInstance,
    SendingInstances,
    TemplateCatalog,
  ],
})
export class InstancesModule {}
