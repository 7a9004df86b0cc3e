import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DistributionSettings,
  DryRunDistribution as DryRunBody,
  DryRunResult,
  idParam,
  InstanceId,
  PutDistribution,
} from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { DryRunDistribution } from './dry-run-distribution.ts';
import { ReplaceSettings } from './replace-settings.ts';
import { ShowSettings } from './show-settings.ts';

const IdOfInstance = idParam(InstanceId);
type IdOfInstance = { id: InstanceId };

@ApiTags('agents')
@Controller('instances')
export class DistributionSettingsController {
  constructor(
    private readonly showSettings: ShowSettings,
    private readonly replaceSettings: ReplaceSettings,
    private readonly dryRunDistribution: DryRunDistribution,
  ) {}

  @Get(':id/distribution')
  @RequirePermission('agents:read')
  @ApiOperation({
    operationId: 'showDistribution',
    summary: 'How conversations of an instance find their agents',
  })
  @ApiOkResponse({ standardSchema: DistributionSettings })
  @ApiProblems('invalid_request', 'not_found')
  show(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): Promise<DistributionSettings> {
    return this.showSettings.execute(caller, id);
  }

  @Put(':id/distribution')
  @RequirePermission('agents:write')
  @ApiOperation({ operationId: 'replaceDistribution', summary: 'Change how conversations find their agents' })
  @ApiOkResponse({ standardSchema: DistributionSettings })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  replace(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Body({ schema: PutDistribution }) body: PutDistribution,
  ): Promise<DistributionSettings> {
    return this.replaceSettings.execute(caller, id, body);
  }

  @Post(':id/distribution/dry-run')
  @HttpCode(200)
  @RequirePermission('agents:read')
  @ApiOperation({
    operationId: 'dryRunDistribution',
    summary: 'Who would get a conversation that arrives, and why; nothing is changed',
  })
  @ApiOkResponse({ standardSchema: DryRunResult })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  dryRun(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Body({ schema: DryRunBody }) body: DryRunBody,
  ): Promise<DryRunResult> {
    return this.dryRunDistribution.execute(caller, id, body);
  }
}
