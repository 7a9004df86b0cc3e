/** The groups of routes, in the order in which a newcomer needs them. */
export const openApiTags = [
  { name: 'auth', description: 'Sign in, stay signed in, sign out.' },
  { name: 'profile', description: 'Whom the credential stands for.' },
  { name: 'instances', description: 'Numbers, and their connection to WhatsApp.' },
  { name: 'messages', description: 'Send, follow, and look up messages.' },
  { name: 'media', description: 'Files to send, and files that came in.' },
  { name: 'templates', description: 'Approved texts, which may open a conversation.' },
  { name: 'groups', description: 'WhatsApp groups of a number that was connected by QR code.' },
  { name: 'contacts', description: 'The people at the other end.' },
  { name: 'webhooks', description: 'Addresses that get every event, signed.' },
  { name: 'agents', description: 'Who answers the conversations of an instance.' },
  { name: 'api-keys', description: 'Credentials of machines.' },
  { name: 'users', description: 'Who may sign in.' },
  { name: 'tenants', description: 'Companies on this server; for administrators.' },
  { name: 'logs', description: 'Who changed what, and when.' },
  { name: 'channels', description: 'What WhatsApp calls; not for customers.' },
  { name: 'operations', description: 'Health and figures, for whoever runs Recado.' },
] as const;
