import { Module } from '@nestjs/common';
import { AgentsController } from './agents.controller.ts';
import { AgentsQueries } from './agents.queries.ts';
import { AgentsRepository } from './agents.repository.ts';
import { CreateAgent } from './create-agent.ts';
import { DeleteAgent } from './delete-agent.ts';
import { UpdateAgent } from './update-agent.ts';

@Module({
  controllers: [AgentsController],
  providers: [AgentsQueries, AgentsRepository, CreateAgent, UpdateAgent, DeleteAgent],
})
export class AgentsModule {}
