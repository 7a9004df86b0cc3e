import { Body, Controller, Get, Header, HttpCode, Param, Patch, Post, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  idParam,
  InstanceId,
  SandboxPhone,
  SandboxPhoneList,
  sandboxPhoneParams,
  SendFromSandboxPhone,
  SentFromSandboxPhone,
  UpdateSandboxPhone,
} from '@recado/contracts';
import { z } from 'zod';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { UseSandbox } from './use-sandbox.ts';

const IdOfInstance = idParam(InstanceId);
type IdOfInstance = z.infer<typeof IdOfInstance>;
type PhoneParams = z.infer<typeof sandboxPhoneParams>;
const FileParams = sandboxPhoneParams.extend({ messageId: z.string().min(1).max(256) });
type FileParams = z.infer<typeof FileParams>;

const PHONE = ':phoneNumber';

@ApiTags('sandbox')
@Controller('sandbox/numbers/:id/phones')
export class SandboxPhonesController {
  constructor(private readonly sandbox: UseSandbox) {}

  @Get()
  @RequirePermission('messages:read')
  @ApiOperation({
    operationId: 'listSandboxPhones',
    summary: 'List the simulated customers of a sandbox number',
  })
  @ApiOkResponse({ standardSchema: SandboxPhoneList })
  @ApiProblems('invalid_request', 'not_found')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): SandboxPhoneList {
    return this.sandbox.phones(caller, id);
  }

  @Get(PHONE)
  @RequirePermission('messages:read')
  @ApiOperation({
    operationId: 'getSandboxPhone',
    summary: "Show a simulated customer's phone with its chat",
    description:
      'Only where the sandbox is on. A number of the range +5511900000000 to +5511900000099 that was not asked for before is a new customer.',
  })
  @ApiOkResponse({ standardSchema: SandboxPhone })
  @ApiProblems('invalid_request', 'not_found')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: sandboxPhoneParams }) address: PhoneParams,
  ): SandboxPhone {
    return this.sandbox.phone(caller, address);
  }

  @Patch(PHONE)
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'updateSandboxPhone',
    summary: 'Change how a simulated customer behaves',
    description: 'What is left out stays.',
  })
  @ApiOkResponse({ standardSchema: SandboxPhone })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: sandboxPhoneParams }) address: PhoneParams,
    @Body({ schema: UpdateSandboxPhone }) body: UpdateSandboxPhone,
  ): SandboxPhone {
    return this.sandbox.change(caller, address, body);
  }

  @Post(`${PHONE}/messages`)
  @Idempotent()
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'sendFromSandboxPhone',
    summary: 'Write, react or tap as the simulated customer',
    description: 'It arrives as any inbound message does: through the channel, into a conversation.',
  })
  @ApiCreatedResponse({ standardSchema: SentFromSandboxPhone })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'payload_too_large')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  send(
    @CurrentCaller() caller: Caller,
    @Param({ schema: sandboxPhoneParams }) address: PhoneParams,
    @Body({ schema: SendFromSandboxPhone }) body: SendFromSandboxPhone,
  ): Promise<SentFromSandboxPhone> {
    return this.sandbox.send(caller, address, body);
  }

  @Post(`${PHONE}/read`)
  @HttpCode(200)
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'readOnSandboxPhone',
    summary: 'Open the chat on the phone: everything in it is read',
  })
  @ApiOkResponse({ standardSchema: SandboxPhone })
  @ApiProblems('invalid_request', 'not_found')
  read(
    @CurrentCaller() caller: Caller,
    @Param({ schema: sandboxPhoneParams }) address: PhoneParams,
  ): SandboxPhone {
    return this.sandbox.read(caller, address);
  }

  @Get(`${PHONE}/messages/:messageId/file`)
  @Header('cache-control', 'private, max-age=86400')
  @Header('content-disposition', 'attachment')
  @Header('x-content-type-options', 'nosniff')
  @RequirePermission('messages:read')
  @ApiOperation({
    operationId: 'getSandboxPhoneFile',
    summary: 'Get the file of a message as the phone has it',
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({
    description: 'The file',
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiProblems('invalid_request', 'not_found')
  async file(
    @CurrentCaller() caller: Caller,
    @Param({ schema: FileParams }) { messageId, ...address }: FileParams,
  ): Promise<StreamableFile> {
    const { bytes, mimeType } = await this.sandbox.file(caller, address, messageId);
    return new StreamableFile(bytes, { type: mimeType, length: bytes.length });
  }
}
