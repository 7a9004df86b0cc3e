import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CreateTenantRequest,
  idParam,
  PageQuery,
  Tenant,
  TenantId,
  TenantPage,
  UpdateTenantRequest,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { CreateTenant } from './create-tenant.ts';
import { TenantsQueries } from './tenants.queries.ts';
import { UpdateTenant } from './update-tenant.ts';

const TenantIdParam = idParam(TenantId);

@ApiTags('tenants')
@Controller('tenants')
export class TenantsController {
  constructor(
    private readonly queries: TenantsQueries,
    private readonly createTenant: CreateTenant,
    private readonly updateTenant: UpdateTenant,
  ) {}

  @Get()
  @RequirePermission('tenants:read')
  @ApiOperation({ operationId: 'listTenants', summary: 'List tenants' })
  @ApiOkResponse({ standardSchema: TenantPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.list(query);
  }

  @Post()
  @RequirePermission('tenants:write')
  @Idempotent()
  @ApiOperation({ operationId: 'createTenant', summary: 'Create a tenant' })
  @ApiCreatedResponse({ standardSchema: Tenant })
  @ApiProblems('invalid_request', 'malformed_json', 'conflict')
  create(@CurrentCaller() caller: Caller, @Body({ schema: CreateTenantRequest }) body: CreateTenantRequest) {
    return this.createTenant.execute(caller, body);
  }

  @Get(':id')
  @RequirePermission('tenants:read')
  @ApiOperation({ operationId: 'getTenant', summary: 'Get a tenant' })
  @ApiOkResponse({ standardSchema: Tenant })
  @ApiProblems('invalid_request', 'not_found')
  one(@Param({ schema: TenantIdParam }) { id }: { id: TenantId }) {
    return this.queries.one(id);
  }

  @Patch(':id')
  @RequirePermission('tenants:write')
  @ApiOperation({ operationId: 'updateTenant', summary: 'Change a tenant, or shut it out' })
  @ApiOkResponse({ standardSchema: Tenant })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: TenantIdParam }) { id }: { id: TenantId },
    @Body({ schema: UpdateTenantRequest }) body: UpdateTenantRequest,
  ) {
    return this.updateTenant.execute(caller, id, body);
  }
}
