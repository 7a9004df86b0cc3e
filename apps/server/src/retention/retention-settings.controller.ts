import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PutRetention, RetentionSettings } from '@recado/contracts';
import { Database } from '../platform/database/database.ts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { RetentionLimits } from './retention-limits.ts';
import { RetentionSettingsRepository } from './retention-settings.repository.ts';
import { UpdateRetention } from './update-retention.ts';

@ApiTags('settings')
@Controller('settings/retention')
export class RetentionSettingsController {
  constructor(
    private readonly database: Database,
    private readonly limits: RetentionLimits,
    private readonly repository: RetentionSettingsRepository,
    private readonly updateRetention: UpdateRetention,
  ) {}

  @Get()
  @RequirePermission('settings:read')
  @ApiOperation({ operationId: 'getRetention', summary: 'How long messages and events are kept' })
  @ApiOkResponse({ standardSchema: RetentionSettings })
  async show(@CurrentCaller() { tenantId }: Caller): Promise<RetentionSettings> {
    const chosen = await this.database.inTenant(tenantId, (tx) => this.repository.find(tenantId, tx));
    return this.limits.around(chosen);
  }

  @Put()
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'updateRetention',
    summary: 'Say how long messages and events are kept',
    description:
      'What is older goes within minutes, for good. The audit log, contacts, conversations and statistics stay, and so do files that were uploaded.',
  })
  @ApiOkResponse({ standardSchema: RetentionSettings })
  @ApiProblems('invalid_request', 'malformed_json')
  update(
    @CurrentCaller() caller: Caller,
    @Body({ schema: PutRetention }) body: PutRetention,
  ): Promise<RetentionSettings> {
    return this.updateRetention.execute(caller, body);
  }
}
