/** The groups of routes, in the order in which a newcomer needs them; `resource` is what one of them is called. */
export const openApiTags = [
  { name: 'auth', resource: 'session', description: 'Sign in, stay signed in, sign out.' },
  { name: 'profile', resource: 'profile', description: 'Whom the credential stands for.' },
  { name: 'instances', resource: 'instance', description: 'Numbers, and their connection to WhatsApp.' },
  { name: 'messages', resource: 'message', description: 'Send, follow, and look up messages.' },
  { name: 'media', resource: 'file', description: 'Files to send, and files that came in.' },
  { name: 'templates', resource: 'template', description: 'Approved texts, which may open a conversation.' },
  { name: 'webhooks', resource: 'webhook', description: 'Addresses that get every event, signed.' },
  { name: 'agents', resource: 'agent', description: 'Who answers the conversations of an instance.' },
  { name: 'api-keys', resource: 'API key', description: 'Credentials of machines.' },
  { name: 'users', resource: 'user', description: 'Who may sign in.' },
  { name: 'tenants', resource: 'tenant', description: 'Companies on this server; for administrators.' },
  { name: 'logs', resource: 'log entry', description: 'Who changed what, and when.' },
  { name: 'channels', resource: 'instance', description: 'What WhatsApp calls; not for customers.' },
  { name: 'operations', resource: 'process', description: 'Health and figures, for whoever runs Recado.' },
] as const;

/** What one thing of a group is called. */
export const resourceOf = (tag: string | undefined): string =>
  openApiTags.find(({ name }) => name === tag)?.resource ?? 'resource';
