import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  idParam,
  InstanceId,
  OrderSandboxFault,
  SandboxFaultList,
  StandingSandboxFault,
} from '@recado/contracts';
import { z } from 'zod';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { UseSandbox } from './use-sandbox.ts';

const IdOfInstance = idParam(InstanceId);
type IdOfInstance = z.infer<typeof IdOfInstance>;
const FaultOfInstance = z.strictObject({ id: InstanceId, faultId: z.string().max(40) });
type FaultOfInstance = z.infer<typeof FaultOfInstance>;

@ApiTags('sandbox')
@Controller('sandbox/numbers/:id/faults')
export class SandboxFaultsController {
  constructor(private readonly sandbox: UseSandbox) {}

  @Get()
  @RequirePermission('messages:read')
  @ApiOperation({
    operationId: 'listSandboxFaults',
    summary: 'List the faults that wait for a message of a sandbox number',
  })
  @ApiOkResponse({ standardSchema: SandboxFaultList })
  @ApiProblems('invalid_request', 'not_found')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): SandboxFaultList {
    return this.sandbox.faults(caller, id);
  }

  @Post()
  @Idempotent()
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'orderSandboxFault',
    summary: 'Have the simulated WhatsApp go wrong at the next messages of a sandbox number',
    description:
      'Only where the sandbox is on. A fault waits for the next message that it fits, and is over after it; `disconnect` and `unlink` strike at once.',
  })
  @ApiCreatedResponse({ standardSchema: StandingSandboxFault })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'not_supported_by_channel')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  order(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Body({ schema: OrderSandboxFault }) body: OrderSandboxFault,
  ): StandingSandboxFault {
    return this.sandbox.order(caller, id, body);
  }

  @Delete(':faultId')
  @HttpCode(204)
  @RequirePermission('messages:send')
  @ApiOperation({ operationId: 'cancelSandboxFault', summary: 'Take an order for a fault back' })
  @ApiNoContentResponse()
  @ApiProblems('invalid_request', 'not_found')
  cancel(
    @CurrentCaller() caller: Caller,
    @Param({ schema: FaultOfInstance }) { id, faultId }: FaultOfInstance,
  ): void {
    this.sandbox.cancel(caller, id, faultId);
  }
}
