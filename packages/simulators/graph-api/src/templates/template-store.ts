import { graphId } from '../identifiers.ts';
import {
  type Template,
  type TemplateCategory,
  templateComponentSchema,
  type TemplateStatus,
} from './template.ts';

/** A template to add; components are written as the API takes them. */
export interface TemplateInput {
  readonly id?: string | undefined;
  readonly name: string;
  readonly language?: string | undefined;
  readonly category?: TemplateCategory | undefined;
  readonly status?: TemplateStatus | undefined;
  readonly parameterFormat?: 'POSITIONAL' | 'NAMED' | undefined;
  readonly components: readonly unknown[];
}

/** The templates of all accounts. */
export class TemplateStore {
  readonly #byId = new Map<string, Template>();
  readonly #byName = new Map<string, Map<string, Template>>();

  /** Adds a template, approved unless said otherwise; throws a ZodError when a component has not the API's shape. */
  add(businessAccountId: string, input: TemplateInput): Template {
    const template: Template = {
      id: input.id ?? graphId(),
      businessAccountId,
      name: input.name,
      language: input.language ?? 'en_US',
      category: input.category ?? 'UTILITY',
      previousCategory: undefined,
      status: input.status ?? 'APPROVED',
      rejectedReason: undefined,
      parameterFormat: input.parameterFormat ?? 'POSITIONAL',
      components: input.components.map((component) => templateComponentSchema.parse(component)),
    };
    this.#byId.set(template.id, template);
    const key = `${businessAccountId}:${template.name}`;
    const languages = this.#byName.get(key) ?? new Map<string, Template>();
    this.#byName.set(key, languages.set(template.language, template));
    return template;
  }

  byId(id: string): Template | undefined {
    return this.#byId.get(id);
  }

  /** The template with this name in this language. */
  find(businessAccountId: string, name: string, language: string): Template | undefined {
    return this.#byName.get(`${businessAccountId}:${name}`)?.get(language);
  }

  /** The templates of one account, oldest first. */
  of(businessAccountId: string): Template[] {
    return [...this.#byId.values()].filter((template) => template.businessAccountId === businessAccountId);
  }

  remove(template: Template): void {
    this.#byId.delete(template.id);
    this.#byName.get(`${template.businessAccountId}:${template.name}`)?.delete(template.language);
  }

  clear(): void {
    this.#byId.clear();
    this.#byName.clear();
  }
}
