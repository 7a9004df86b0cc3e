import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  Contact,
  ContactDetails,
  ContactId,
  ContactPage,
  ContactsQuery,
  CreateContact as CreateBody,
  idParam,
  MergeContact as MergeBody,
  NumberOnWhatsapp,
  NumberPath,
  NumberQuery,
  UpdateContact as UpdateBody,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { notFound } from '../platform/http/app-error.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { ContactsQueries } from './contacts.queries.ts';
import { CreateContact } from './create-contact.ts';
import { EraseContact } from './erase-contact.ts';
import { FindNumber } from './find-number.ts';
import { MergeContact } from './merge-contact.ts';
import { UpdateContact } from './update-contact.ts';

const IdOfContact = idParam(ContactId);
type IdOfContact = { id: ContactId };

@ApiTags('contacts')
@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly queries: ContactsQueries,
    private readonly createContact: CreateContact,
    private readonly updateContact: UpdateContact,
    private readonly mergeContact: MergeContact,
    private readonly eraseContact: EraseContact,
    private readonly findNumber: FindNumber,
  ) {}

  @Get()
  @RequirePermission('contacts:read')
  @ApiOperation({
    operationId: 'listContacts',
    summary: 'List contacts, newest first',
    description:
      'An API key that is limited to instances sees those that have a conversation with one of them. Groups are contacts too.',
  })
  @ApiOkResponse({ standardSchema: ContactPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: ContactsQuery }) query: ContactsQuery,
  ): Promise<ContactPage> {
    return this.queries.list(caller, query);
  }

  @Post()
  @Idempotent()
  @RequirePermission('contacts:write')
  @ApiOperation({
    operationId: 'createContact',
    summary: 'Add a contact',
    description: 'A contact that writes first, or is written to, is there by itself.',
  })
  @ApiCreatedResponse({ standardSchema: Contact })
  @ApiProblems('invalid_request', 'malformed_json', 'recipient_invalid', 'conflict')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  create(@CurrentCaller() caller: Caller, @Body({ schema: CreateBody }) body: CreateBody): Promise<Contact> {
    return this.createContact.execute(caller, body);
  }

  @Get(':id')
  @RequirePermission('contacts:read')
  @ApiOperation({ operationId: 'getContact', summary: 'A contact with its conversations' })
  @ApiOkResponse({ standardSchema: ContactDetails })
  @ApiProblems('invalid_request', 'not_found')
  async find(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfContact }) { id }: IdOfContact,
  ): Promise<ContactDetails> {
    const found = await this.queries.details(caller, id);
    if (found === undefined) throw notFound('The contact');
    return found;
  }

  @Patch(':id')
  @RequirePermission('contacts:write')
  @ApiOperation({
    operationId: 'updateContact',
    summary: 'Change a contact, or block it',
    description:
      'What a blocked contact writes is stored, but opens no conversation and goes to no agent; nobody can write to it.',
  })
  @ApiOkResponse({ standardSchema: Contact })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfContact }) { id }: IdOfContact,
    @Body({ schema: UpdateBody }) body: UpdateBody,
  ): Promise<Contact> {
    return this.updateContact.execute(caller, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('contacts:write')
  @ApiOperation({
    operationId: 'deleteContact',
    summary: 'Erase a contact with its conversations, messages and files',
    description:
      'For good: nobody finds the contact from now on. Of one with very many messages the rest goes in the background. Events and raw provider updates go with their own retention; the audit log keeps that it was erased.',
  })
  @ApiNoContentResponse()
  @ApiProblems('invalid_request', 'not_found')
  delete(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfContact }) { id }: IdOfContact,
  ): Promise<void> {
    return this.eraseContact.execute(caller, id);
  }

  @Post(':id/merge')
  @HttpCode(200)
  @RequirePermission('contacts:write')
  @ApiOperation({
    operationId: 'mergeContacts',
    summary: 'Make one contact of two that are the same person',
    description:
      'All that the other has becomes that of this one: numbers, conversations with their messages, labels, fields where this one has none. It is blocked if either was, and opted out if either was. It cannot be undone.',
  })
  @ApiOkResponse({ standardSchema: ContactDetails })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  merge(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfContact }) { id }: IdOfContact,
    @Body({ schema: MergeBody }) body: MergeBody,
  ): Promise<ContactDetails> {
    return this.mergeContact.execute(caller, id, body.contactId);
  }

  // It asks WhatsApp in the number's name, as sending does.
  @Get(':id/exists')
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'findNumber',
    summary: 'Ask whether a number is on WhatsApp',
    description:
      'Asked through an instance that was connected by QR code. Answers are kept for days: who asks for many numbers gets restricted.',
  })
  @ApiOkResponse({ standardSchema: NumberOnWhatsapp })
  @ApiProblems(
    'invalid_request',
    'not_found',
    'recipient_invalid',
    'not_supported_by_channel',
    'session_not_open',
    'session_unreachable',
    'provider_refused',
    'provider_unreachable',
  )
  exists(
    @CurrentCaller() caller: Caller,
    @Param({ schema: NumberPath }) { id }: NumberPath,
    @Query({ schema: NumberQuery }) { instanceId }: NumberQuery,
  ): Promise<NumberOnWhatsapp> {
    return this.findNumber.execute(caller, id, instanceId);
  }
}
