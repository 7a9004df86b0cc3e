import { Module } from '@nestjs/common';
import { DistributionModule } from '../distribution/index.ts';
import { AgentSecrets } from './agent-secrets.ts';
import { AgentsController } from './agents.controller.ts';
import { AgentsQueries } from './agents.queries.ts';
import { AgentsRepository } from './agents.repository.ts';
import { CheckConfiguration } from './check-configuration.ts';
import { CreateAgent } from './create-agent.ts';
import { DeleteAgent } from './delete-agent.ts';
import { PresenceController } from './presence.controller.ts';
import { PresenceRepository } from './presence.repository.ts';
import { SetOwnPresence } from './set-own-presence.ts';
import { SetPresence } from './set-presence.ts';
import { UpdateAgent } from './update-agent.ts';

@Module({
  imports: [DistributionModule],
  controllers: [AgentsController, PresenceController],
  providers: [
    AgentSecrets,
    AgentsQueries,
    AgentsRepository,
    CheckConfiguration,
    CreateAgent,
    UpdateAgent,
    DeleteAgent,
    PresenceRepository,
    SetOwnPresence,
    SetPresence,
  ],
  exports: [AgentSecrets],
})
export class AgentsModule {}
