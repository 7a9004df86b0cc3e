import { Module } from '@nestjs/common';
import { ApiKeysController } from './api-keys.controller.ts';
import { ApiKeysQueries } from './api-keys.queries.ts';
import { ApiKeysRepository } from './api-keys.repository.ts';
import { CreateApiKey } from './create-api-key.ts';
import { RemoveApiKey } from './remove-api-key.ts';

@Module({
  controllers: [ApiKeysController],
  providers: [ApiKeysQueries, ApiKeysRepository, CreateApiKey, RemoveApiKey],
})
export class ApiKeysModule {}
