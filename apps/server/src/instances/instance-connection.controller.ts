import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DisconnectInstance as DisconnectBody,
  idParam,
  InstanceConnection,
  InstanceId,
  InstanceQrCode,
  PairingCode,
  RequestPairingCode as PairingBody,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ConnectInstance } from './connect-instance.ts';
import { DisconnectInstance } from './disconnect-instance.ts';
import { assertReaches } from './instance-reach.ts';
import { InstancesQueries } from './instances.queries.ts';
import { RequestPairingCode } from './request-pairing-code.ts';
import { ShowQrCode } from './show-qr-code.ts';

const IdOfInstance = idParam(InstanceId);
type IdOfInstance = { id: InstanceId };

@ApiTags('instances')
@Controller('instances/:id')
export class InstanceConnectionController {
  constructor(
    private readonly queries: InstancesQueries,
    private readonly connectInstance: ConnectInstance,
    private readonly disconnectInstance: DisconnectInstance,
    private readonly showQrCode: ShowQrCode,
    private readonly requestPairingCode: RequestPairingCode,
  ) {}

  @Post('connect')
  @HttpCode(200)
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'connectInstance',
    summary: 'Connect to WhatsApp',
    description:
      "On the Cloud API it checks the token and the number at Meta, subscribes the app, sets this server's webhook address, and reports name, quality and limits. When Meta refuses, the answer has the status `failed` and Meta's reason. A number with a QR code is `connecting` until a phone is linked and WhatsApp lets the session in; this call does not wait for it.",
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
    description:
      'Nothing is sent until it is connected again; what is accepted by then waits. A number with a QR code stays linked unless `logout` is true.',
  })
  @ApiOkResponse({ standardSchema: InstanceConnection })
  @ApiProblems(
    'invalid_request',
    'malformed_json',
    'not_found',
    'channel_unavailable',
    'not_supported_by_channel',
  )
  disconnect(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Body({ schema: DisconnectBody }) body: DisconnectBody,
  ): Promise<InstanceConnection> {
    assertReaches(caller, id);
    return this.disconnectInstance.execute(caller.tenantId, caller, id, body);
  }

  @Get('qr')
  @Header('cache-control', 'no-store')
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'getInstanceQrCode',
    summary: 'Get the QR code to scan',
    description:
      'Only for instances of channel `web`, while they wait for a phone. With `Accept: image/png` the answer is the picture itself, with `Accept: text/plain` a drawing for a terminal. Whoever scans the code owns the session, so that reading it needs the permission to connect.',
  })
  @ApiOkResponse({ standardSchema: InstanceQrCode })
  @ApiProblems('invalid_request', 'not_found', 'qr_not_used', 'qr_not_available', 'channel_unavailable')
  async qrCode(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Headers('accept') accept: string | undefined,
  ): Promise<InstanceQrCode | StreamableFile> {
    if (accept?.startsWith('image/png') === true)
      return new StreamableFile(await this.showQrCode.png(caller, id), { type: 'image/png' });
    if (accept?.startsWith('text/plain') !== true) return this.showQrCode.execute(caller, id);
    const drawn = Buffer.from(`${await this.showQrCode.drawn(caller, id)}\n`);
    return new StreamableFile(drawn, { type: 'text/plain; charset=utf-8' });
  }

  @Post('pairing-code')
  @HttpCode(200)
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'requestPairingCode',
    summary: 'Get a code to type on the phone',
    description:
      'Instead of scanning: on the phone, Linked devices, Link with phone number. It begins to connect when the instance does not yet. A code ends the one before.',
  })
  @ApiOkResponse({ standardSchema: PairingCode })
  @ApiProblems(
    'invalid_request',
    'malformed_json',
    'not_found',
    'qr_not_used',
    'conflict',
    'channel_unavailable',
  )
  @ApiProblems('session_not_open', 'session_unreachable')
  pairingCode(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Body({ schema: PairingBody }) body: PairingBody,
  ): Promise<PairingCode> {
    return this.requestPairingCode.execute(caller, id, body);
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
