import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { idParam, InstanceConnection, InstanceId, InstanceQrCode } from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ConnectInstance } from './connect-instance.ts';
import { DisconnectInstance } from './disconnect-instance.ts';
import { assertReaches } from './instance-reach.ts';
import { InstancesQueries } from './instances.queries.ts';

const IdOfInstance = idParam(InstanceId);
type IdOfInstance = { id: InstanceId };

@ApiTags('instances')
@Controller('instances/:id')
export class InstanceConnectionController {
  constructor(
    private readonly queries: InstancesQueries,
    private readonly connectInstance: ConnectInstance,
    private readonly disconnectInstance: DisconnectInstance,
  ) {}

  @Post('connect')
  @HttpCode(200)
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'connectInstance',
    summary: 'Connect to WhatsApp',
    description:
      "On the Cloud API it checks the token and the number at Meta, subscribes the app, sets this server's webhook address, and reports name, quality and limits. When Meta refuses, the answer has the status `failed` and Meta's reason.",
  })
  @ApiOkResponse({ standardSchema: InstanceConnection })
  @ApiProblems('invalid_request', 'not_found', 'channel_unavailable')
  connect(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): Promise<InstanceConnection> {
    assertReaches(caller, id);
    return this.connectInstance.execute(caller.tenantId, caller, id);
  }

  @Post('disconnect')
  @HttpCode(200)
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'disconnectInstance',
    summary: 'Disconnect from WhatsApp',
    description: 'Nothing is sent until it is connected again; what is accepted by then waits.',
  })
  @ApiOkResponse({ standardSchema: InstanceConnection })
  @ApiProblems('invalid_request', 'not_found')
  disconnect(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): Promise<InstanceConnection> {
    assertReaches(caller, id);
    return this.disconnectInstance.execute(caller.tenantId, caller, id);
  }

  @Get('qr')
  @RequirePermission('instances:read')
  @ApiOperation({
    operationId: 'getInstanceQrCode',
    summary: 'Get the QR code to scan',
    description: 'Only for instances of channel `web`.',
  })
  @ApiOkResponse({ standardSchema: InstanceQrCode })
  @ApiProblems('invalid_request', 'not_found', 'qr_not_used')
  qrCode(@CurrentCaller() caller: Caller, @Param({ schema: IdOfInstance }) { id }: IdOfInstance) {
    return this.queries.qrCode(caller, id);
  }

  @Get('status')
  @RequirePermission('instances:read')
  @ApiOperation({ operationId: 'getInstanceStatus', summary: 'Show how the instance stands with WhatsApp' })
  @ApiOkResponse({ standardSchema: InstanceConnection })
  @ApiProblems('invalid_request', 'not_found')
  status(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): Promise<InstanceConnection> {
    return this.queries.connection(caller, id);
  }
}
