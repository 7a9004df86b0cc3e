export { TemplateCatalog } from './template-catalog.ts';
export { TemplatesModule } from './templates.module.ts';
