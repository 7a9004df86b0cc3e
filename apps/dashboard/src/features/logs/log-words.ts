/**
 * The actions that can be chosen, by what they are done to. Others of a newer server are shown by their own names.
 */
const actions = {
  agent: ['created', 'updated', 'deleted', 'presence_changed'],
  api_key: ['created', 'removed'],
  auth: ['logged_in', 'refresh_token_reused'],
  broadcast: ['created', 'started', 'paused', 'resumed', 'stopped'],
  consent_settings: ['updated'],
  contact: ['created', 'updated', 'merged', 'erased', 'imported', 'consent_changed'],
  conversation: ['started', 'assigned', 'transferred', 'labelled', 'closed', 'reopened'],
  conversation_note: ['created', 'deleted'],
  distribution: ['updated'],
  group: ['created', 'left', 'members_changed'],
  inbound_event: ['replayed'],
  instance: ['created', 'updated', 'deleted', 'connecting', 'connected', 'disconnected', 'pairing_requested'],
  media: ['created', 'deleted'],
  message: ['accepted', 'cancelled', 'resent'],
  profile: ['updated'],
  retention_settings: ['updated'],
  tenant: ['created', 'updated'],
  user: ['created', 'updated', 'removed'],
  webhook: [
    'created',
    'updated',
    'deleted',
    'disabled',
    'secret_rotated',
    'tested',
    'replayed',
    'replay_stopped',
    'delivery_retried',
  ],
} as const;

/** Every action, such as `user.updated`, in the order of the names above. */
export const knownActions: readonly string[] = Object.entries(actions).flatMap(([subject, verbs]) =>
  verbs.map((verb) => `${subject}.${verb}`),
);

export type Subject = keyof typeof actions;
export type Verb = (typeof actions)[Subject][number];

const subjects: Subject[] = [
  'agent',
  'api_key',
  'auth',
  'broadcast',
  'consent_settings',
  'contact',
  'conversation',
  'conversation_note',
  'distribution',
  'group',
  'inbound_event',
  'instance',
  'media',
  'message',
  'profile',
  'retention_settings',
  'tenant',
  'user',
  'webhook',
];
const verbs: readonly Verb[] = Object.values(actions).flat();

/** Subject and verb of a known action; undefined for one that only a newer server knows. */
export function partsOf(action: string): { subject: Subject; verb: Verb } | undefined {
  const [first, second] = action.split('.');
  const subject = subjects.find((one) => one === first);
  const verb = verbs.find((one) => one === second);
  return subject === undefined || verb === undefined ? undefined : { subject, verb };
}

/** The kind of resource under a name that has words; undefined for others. */
export const subjectOf = (resourceType: string): Subject | undefined =>
  subjects.find((one) => one === resourceType);

/** What changes are made to, as the log names it. */
export const resourceTypes = subjects.filter(
  (subject) =>
    !['auth', 'consent_settings', 'distribution', 'group', 'profile', 'retention_settings'].includes(subject),
);
