import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AuditModule } from './audit/index.ts';
import { AuthModule } from './auth/index.ts';
import { AutomationModule } from './automation/index.ts';
import { BacklogModule } from './backlog/index.ts';
import { BroadcastsModule } from './broadcasts/index.ts';
import { BrokersModule } from './brokers/index.ts';
import { CONFIG, type Config } from './config.ts';
import { ConsentModule } from './consent/index.ts';
import { ContactsModule } from './contacts/index.ts';
import { ConversationsModule } from './conversations/index.ts';
import { TemplatesModule } from './templates/index.ts';
import { DistributionModule } from './distribution/index.ts';
import { EventsModule } from './events/index.ts';
import { GroupsModule } from './groups/index.ts';
import { InstancesModule } from './instances/index.ts';
import { MediaModule } from './media/index.ts';
import { MessagesModule } from './messages/index.ts';
import { OperationsModule } from './operations/index.ts';
import { IdempotencyInterceptor } from './platform/http/idempotency.interceptor.ts';
import { ProblemFilter } from './platform/http/problem-filter.ts';
import { ValidationPipe } from './platform/http/validation-pipe.ts';
import { LoggingModule } from './platform/logging/logging.module.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { QuickRepliesModule } from './quick-replies/index.ts';
import { RetentionModule } from './retention/index.ts';
import { SandboxModule } from './sandbox/index.ts';
import { StatisticsModule } from './statistics/index.ts';
import { ViewersModule } from './viewers/index.ts';
import { WebhooksModule } from './webhooks/index.ts';
import { ApiKeysModule } from './api-keys/index.ts';
import { TenantsModule } from './tenants/index.ts';
import { UsersModule } from './users/index.ts';
import { AgentsModule } from './agents/index.ts';

/** Makes the settings known to every module. */
function configModule(config: Config): DynamicModule {
  @Module({})
  class ConfigModule {}
  return {
    module: ConfigModule,
    global: true,
    providers: [{ provide: CONFIG, useValue: config }],
    exports: [CONFIG],
  };
}

/** The table of contents. */
@Module({
  imports: [
    PlatformModule,
    // Features
    AgentsModule,
    ApiKeysModule,
    AuditModule,
    AuthModule,
    AutomationModule,
    BacklogModule,
    BroadcastsModule,
    BrokersModule,
    ConsentModule,
    ContactsModule,
    ConversationsModule,
    DistributionModule,
    EventsModule,
    GroupsModule,
    InstancesModule,
    MediaModule,
    MessagesModule,
    QuickRepliesModule,
    OperationsModule,
    RetentionModule,
    SandboxModule,
    StatisticsModule,
    TemplatesModule,
    TenantsModule,
    UsersModule,
    ViewersModule,
    WebhooksModule,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: ValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class AppModule {
  static with(config: Config): DynamicModule {
    return { module: AppModule, imports: [configModule(config), LoggingModule] };
  }
}
