import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChangeConsent as ChangeBody, Contact, ContactId, idParam, OptOutSettings } from '@recado/contracts';
import { Database } from '../platform/database/database.ts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ChangeConsent } from './change-consent.ts';
import { ConsentSettingsRepository } from './consent-settings.repository.ts';
import { UpdateConsentSettings } from './update-consent-settings.ts';

const IdOfContact = idParam(ContactId);
type IdOfContact = { id: ContactId };

@ApiTags('contacts')
@Controller()
export class ConsentController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConsentSettingsRepository,
    private readonly updateSettings: UpdateConsentSettings,
    private readonly changeConsent: ChangeConsent,
  ) {}

  @Put('contacts/:id/consent')
  @RequirePermission('contacts:write')
  @ApiOperation({
    operationId: 'changeContactConsent',
    summary: 'Enter whether a contact wants to be written to',
    description:
      'Who opted out is written to only as an answer, within 24 hours of what the contact writes after opting out; also what was accepted before and still waits is not sent.',
  })
  @ApiOkResponse({ standardSchema: Contact })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  change(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfContact }) { id }: IdOfContact,
    @Body({ schema: ChangeBody }) body: ChangeBody,
  ): Promise<Contact> {
    return this.changeConsent.execute(caller, id, body);
  }

  @Get('settings/consent')
  @RequirePermission('contacts:read')
  @ApiOperation({
    operationId: 'getConsentSettings',
    summary: 'The words by which customers opt out and in',
  })
  @ApiOkResponse({ standardSchema: OptOutSettings })
  find(@CurrentCaller() { tenantId }: Caller): Promise<OptOutSettings> {
    return this.database.inTenant(tenantId, (tx) => this.settings.find(tenantId, tx));
  }

  @Put('settings/consent')
  @RequirePermission('contacts:write')
  @ApiOperation({
    operationId: 'updateConsentSettings',
    summary: 'Replace the words by which customers opt out and in',
    description: 'What is absent gets its default.',
  })
  @ApiOkResponse({ standardSchema: OptOutSettings })
  @ApiProblems('invalid_request', 'malformed_json')
  update(
    @CurrentCaller() caller: Caller,
    @Body({ schema: OptOutSettings }) body: OptOutSettings,
  ): Promise<OptOutSettings> {
    return this.updateSettings.execute(caller, body);
  }
}
