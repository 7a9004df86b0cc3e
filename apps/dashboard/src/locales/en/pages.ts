/** The texts that are loaded with the page or panel they belong to; each module exports them under the name it has here. */
export const pageTexts = {
  agents: () => import('./agents.ts'),
  broadcasts: () => import('./broadcasts.ts'),
  composer: () => import('./composer.ts'),
  contacts: () => import('./contacts.ts'),
  guide: () => import('./guide.ts'),
  inbox: () => import('./inbox.ts'),
  logs: () => import('./logs.ts'),
  messages: () => import('./messages.ts'),
  numbers: () => import('./numbers.ts'),
  people: () => import('./people.ts'),
  platform: () => import('./platform.ts'),
  sandbox: () => import('./sandbox.ts'),
  settings: () => import('./settings.ts'),
  templates: () => import('./templates.ts'),
  thread: () => import('./thread.ts'),
  webhooks: () => import('./webhooks.ts'),
};
