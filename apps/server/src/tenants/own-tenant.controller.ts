import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OwnTenant, UpdateOwnTenant } from '@recado/contracts';
import { Database } from '../platform/database/database.ts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { OwnTenantRepository } from './own-tenant.repository.ts';
import { RenameOwnTenant } from './rename-own-tenant.ts';

@ApiTags('settings')
@Controller('settings/tenant')
export class OwnTenantController {
  constructor(
    private readonly database: Database,
    private readonly repository: OwnTenantRepository,
    private readonly renameOwnTenant: RenameOwnTenant,
  ) {}

  @Get()
  @RequirePermission('settings:read')
  @ApiOperation({ operationId: 'getOwnTenant', summary: "The caller's tenant" })
  @ApiOkResponse({ standardSchema: OwnTenant })
  show(@CurrentCaller() { tenantId }: Caller): Promise<OwnTenant> {
    return this.database.inTenant(tenantId, (tx) => this.repository.find(tenantId, tx));
  }

  @Put()
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'updateOwnTenant',
    summary: "Give the caller's tenant another name",
    description: 'The slug, by which people sign in, is changed by administrators of the platform.',
  })
  @ApiOkResponse({ standardSchema: OwnTenant })
  @ApiProblems('invalid_request', 'malformed_json')
  update(
    @CurrentCaller() caller: Caller,
    @Body({ schema: UpdateOwnTenant }) body: UpdateOwnTenant,
  ): Promise<OwnTenant> {
    return this.renameOwnTenant.execute(caller, body);
  }
}
