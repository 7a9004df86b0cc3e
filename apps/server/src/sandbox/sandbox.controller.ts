import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ScanInSandbox as Request, ScannedInSandbox } from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ScanInSandbox } from './scan-in-sandbox.ts';

@ApiTags('sandbox')
@Controller('sandbox')
export class SandboxController {
  constructor(private readonly scanInSandbox: ScanInSandbox) {}

  @Post('scan')
  @HttpCode(200)
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'scanInSandbox',
    summary: 'Have the simulated phone scan the QR code of a sandbox number',
    description: 'Only where the sandbox is on. A real number is scanned with its own phone.',
  })
  @ApiOkResponse({ standardSchema: ScannedInSandbox })
  @ApiProblems('invalid_request', 'not_found', 'qr_not_available')
  scan(
    @CurrentCaller() caller: Caller,
    @Body({ schema: Request }) { instanceId }: Request,
  ): Promise<ScannedInSandbox> {
    return this.scanInSandbox.execute(caller, instanceId);
  }
}
