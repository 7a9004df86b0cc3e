import { Injectable } from '@nestjs/common';
import type { MessageTemplates, TemplatesQuery } from '@recado/contracts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { TemplateCatalog } from './template-catalog.ts';

/** Reads the templates of an instance that the caller may use. */
@Injectable()
export class ListTemplates {
  constructor(private readonly catalog: TemplateCatalog) {}

  /** @throws AppError not_found, provider_refused, provider_unreachable */
  async execute(caller: Caller, { instanceId, status, refresh }: TemplatesQuery): Promise<MessageTemplates> {
    if (!mayUseInstance(caller, instanceId)) throw notFound('The instance');
    if (refresh === true) this.catalog.forget(caller.tenantId, instanceId);
    const templates = await this.catalog.list(caller.tenantId, instanceId);
    return {
      items: templates.filter((template) => status === undefined || template.status === status.toUpperCase()),
      nextCursor: null,
    };
  }
}
