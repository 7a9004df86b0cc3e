import type { FastifyInstance } from 'fastify';
import { parameterRequired, valueNotValid } from '../graph-error.ts';
import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import { allTemplateFields, createTemplate, templateFields } from '../templates/template-lifecycle.ts';
import type { Template } from '../templates/template.ts';
import { authorizedAccount } from './authorization.ts';
import { pageOf } from './paging.ts';
import { fieldsParameter, parametersOf, pickFields, textParameter } from './parameters.ts';

interface AccountRoute {
  Params: { version: string; id: string };
}

/** `/{waba-id}/message_templates`. */
export function addTemplateRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<AccountRoute>('/:version/:id/message_templates', (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    const parameters = parametersOf(request);
    const fields = fieldsParameter(parameters);
    const templates = platform.templates
      .of(account.id)
      .filter((template) => isAskedFor(template, parameters))
      .map(fields ? allTemplateFields : templateFields);
    return pageOf(
      fields ? templates.map((template) => pickFields(template, fields)) : templates,
      parameters,
      platform.address.url + request.url,
    );
  });

  app.post<AccountRoute>('/:version/:id/message_templates', (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    const template = createTemplate(platform, account.id, parametersOf(request));
    return { id: template.id, status: template.status, category: template.category };
  });

  app.delete<AccountRoute>('/:version/:id/message_templates', (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    const doomed = namedTemplates(platform, account.id, parametersOf(request));
    if (doomed.length === 0) throw valueNotValid('Message template not found');
    for (const template of doomed) platform.templates.remove(template);
    return { success: true };
  });
}

/** By name in every language, or with `hsm_id` the one. */
function namedTemplates(platform: Platform, businessAccountId: string, parameters: JsonObject): Template[] {
  const name = textParameter(parameters, 'name');
  const id = textParameter(parameters, 'hsm_id');
  if (name === undefined && id === undefined) throw parameterRequired('name');
  return platform.templates
    .of(businessAccountId)
    .filter(
      (template) =>
        (name === undefined || template.name === name) && (id === undefined || template.id === id),
    );
}

function isAskedFor(template: Template, parameters: JsonObject): boolean {
  const filters = {
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
  };
  return Object.entries(filters).every(([name, value]) =>
    [undefined, value].includes(textParameter(parameters, name)),
  );
}
