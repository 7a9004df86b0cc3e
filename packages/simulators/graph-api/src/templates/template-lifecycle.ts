import { drawDelayMs } from '../behaviour.ts';
import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import { brokenRule, parseCategory, parseComponents, parseDraft } from './template-rules.ts';
import type { Template, TemplateStatus } from './template.ts';

const TEMPLATES_MAX = 250;

/** What Meta decides about a template, and tells in a webhook. */
export interface TemplateVerdict {
  readonly status: TemplateStatus;
  /** Such as `INVALID_FORMAT`; `NONE` unless given. */
  readonly reason?: string | undefined;
  readonly rejection?: { readonly reason: string; readonly recommendation: string } | undefined;
}

/** Creates a template that waits for its review; throws the error of a broken rule. */
export function createTemplate(
  platform: Platform,
  businessAccountId: string,
  parameters: JsonObject,
): Template {
  const draft = parseDraft(parameters);
  if (platform.templates.of(businessAccountId).length >= TEMPLATES_MAX)
    throw brokenRule(2388019, `An account may have ${TEMPLATES_MAX} templates.`);
  if (platform.templates.find(businessAccountId, draft.name, draft.language))
    throw brokenRule(2388024, `There is already ${draft.name} in ${draft.language}.`);
  const template = platform.templates.add(businessAccountId, { ...draft, status: 'PENDING' });
  reviewLater(platform, template);
  return template;
}

/** Changes components or category, after which the template is reviewed again; throws the error of a broken rule. */
export function editTemplate(platform: Platform, template: Template, parameters: JsonObject): void {
  if (template.status === 'PENDING' || template.status === 'DISABLED')
    throw brokenRule(2388039, `A template that is ${template.status} cannot be edited.`);
  const category =
    parameters['category'] === undefined ? template.category : parseCategory(parameters['category']);
  if (parameters['components'] !== undefined)
    template.components = parseComponents(parameters['components'], category, template.parameterFormat);
  if (category !== template.category) {
    template.previousCategory = template.category;
    template.category = category;
  }
  template.status = 'PENDING';
  reviewLater(platform, template);
}

/** Puts a verdict into force and tells the business. */
export function giveVerdict(platform: Platform, template: Template, verdict: TemplateVerdict): void {
  const isReinstated = template.status === 'PAUSED' && verdict.status === 'APPROVED';
  template.status = verdict.status;
  template.rejectedReason = verdict.reason;
  platform.outbox.enqueue({
    kind: 'field',
    businessAccountId: template.businessAccountId,
    field: 'message_template_status_update',
    time: Math.floor(platform.clock.now() / 1000),
    value: {
      event: isReinstated ? 'REINSTATED' : verdict.status,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      reason: verdict.reason ?? 'NONE',
      message_template_category: template.category,
      ...(verdict.rejection && { rejection_info: verdict.rejection }),
    },
  });
}

/** Every field of a template that may be asked for. */
export function allTemplateFields(template: Template): JsonObject {
  const reason = template.status === 'REJECTED' ? (template.rejectedReason ?? 'INVALID_FORMAT') : 'NONE';
  return { ...templateFields(template), quality_score: { score: 'UNKNOWN' }, rejected_reason: reason };
}

/** A template as it is listed. */
export function templateFields(template: Template): JsonObject {
  return {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    ...(template.previousCategory && { previous_category: template.previousCategory }),
    parameter_format: template.parameterFormat,
    components: template.components,
  };
}

function reviewLater(platform: Platform, template: Template): void {
  if (platform.behaviour.templateReview === 'manual') return;
  platform.agenda.after(drawDelayMs(platform.behaviour.templateReviewDelayMs), () => {
    if (template.status === 'PENDING' && platform.templates.byId(template.id))
      giveVerdict(platform, template, { status: 'APPROVED' });
  });
}
