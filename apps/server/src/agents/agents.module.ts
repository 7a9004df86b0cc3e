import { Module } from '@nestjs/common';
import { AgentSecrets } from './agent-secrets.ts';
import { AgentsController } from './agents.controller.ts';
import { AgentsQueries } from './agents.queries.ts';
import { AgentsRepository } from './agents.repository.ts';
import { CheckConfiguration } from './check-configuration.ts';
import { CreateAgent } from './create-agent.ts';
import { DeleteAgent } from './delete-agent.ts';
import { UpdateAgent } from './update-agent.ts';

@Module({
  controllers: [AgentsController],
  providers: [
    AgentSecrets,
    AgentsQueries,
    AgentsRepository,
    CheckConfiguration,
    CreateAgent,
    UpdateAgent,
    DeleteAgent,
  ],
  exports: [AgentSecrets],
})
export class AgentsModule {}
