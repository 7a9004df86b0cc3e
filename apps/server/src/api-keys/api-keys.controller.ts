import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiKeyId,
  ApiKeyPage,
  ApiKeyQuery,
  CreateApiKeyRequest,
  CreatedApiKey,
  idParam,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { ApiKeysQueries } from './api-keys.queries.ts';
import { CreateApiKey } from './create-api-key.ts';
import { RemoveApiKey } from './remove-api-key.ts';

@ApiTags('api-keys')
@Controller('api-keys')
export class ApiKeysController {
  constructor(
    private readonly queries: ApiKeysQueries,
    private readonly createApiKey: CreateApiKey,
    private readonly removeApiKey: RemoveApiKey,
  ) {}

  @Get()
  @RequirePermission('api_keys:read')
  @ApiOperation({ operationId: 'listApiKeys', summary: 'List API keys' })
  @ApiOkResponse({ standardSchema: ApiKeyPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(@CurrentCaller() caller: Caller, @Query({ schema: ApiKeyQuery }) query: ApiKeyQuery) {
    return this.queries.list(caller.tenantId, query);
  }

  @Post()
  @RequirePermission('api_keys:write')
  @Idempotent()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'createApiKey', summary: 'Create an API key; only this answer shows it' })
  @ApiCreatedResponse({ standardSchema: CreatedApiKey })
  @ApiProblems('invalid_request', 'malformed_json')
  create(@CurrentCaller() caller: Caller, @Body({ schema: CreateApiKeyRequest }) body: CreateApiKeyRequest) {
    return this.createApiKey.execute(caller, body);
  }

  @Delete(':id')
  @RequirePermission('api_keys:write')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteApiKey', summary: 'Remove an API key' })
  @ApiNoContentResponse({ description: 'The key is removed' })
  @ApiProblems('invalid_request', 'not_found')
  remove(@CurrentCaller() caller: Caller, @Param({ schema: idParam(ApiKeyId) }) { id }: { id: ApiKeyId }) {
    return this.removeApiKey.execute(caller, id);
  }
}
