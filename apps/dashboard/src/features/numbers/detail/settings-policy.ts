import type { Instance, InstanceSettingsChanges, UpdateInstance } from '@recado/sdk';

/** The settings as they are typed. */
export interface SettingsDraft {
  name: string;
  description: string;
  /** Empty is null: the limit of the channel. */
  messagesPerSecond: number | string;
  inDoubtPolicy: 'hold' | 'resend';
  pacing: 'human' | 'off';
  /** Empty is null: grows with the age of the link. */
  newContactsPerDay: number | string;
  /** Empty keeps the proxy that there is; null takes it away. */
  proxyUrl: string | null;
}

export const draftOf = ({ name, description, settings }: Instance): SettingsDraft => ({
  name,
  description: description ?? '',
  messagesPerSecond: settings.messagesPerSecond ?? '',
  inDoubtPolicy: settings.inDoubtPolicy,
  pacing: settings.pacing,
  newContactsPerDay: settings.newContactsPerDay ?? '',
  proxyUrl: '',
});

const limitOf = (typed: number | string): number | null => (typed === '' ? null : Number(typed));

function settingChanges({ settings }: Instance, draft: SettingsDraft): InstanceSettingsChanges {
  const wanted = {
    messagesPerSecond: limitOf(draft.messagesPerSecond),
    inDoubtPolicy: draft.inDoubtPolicy,
    pacing: draft.pacing,
    newContactsPerDay: limitOf(draft.newContactsPerDay),
  };
  return {
    ...(wanted.messagesPerSecond !== settings.messagesPerSecond && {
      messagesPerSecond: wanted.messagesPerSecond,
    }),
    ...(wanted.inDoubtPolicy !== settings.inDoubtPolicy && { inDoubtPolicy: wanted.inDoubtPolicy }),
    ...(wanted.pacing !== settings.pacing && { pacing: wanted.pacing }),
    ...(wanted.newContactsPerDay !== settings.newContactsPerDay && {
      newContactsPerDay: wanted.newContactsPerDay,
    }),
  };
}

/** The body of `PATCH /instances/:id`: only what differs; undefined when nothing does, or when the name is missing. */
export function changesOf(number: Instance, draft: SettingsDraft): UpdateInstance | undefined {
  const name = draft.name.trim();
  if (name === '') return undefined;
  const description = draft.description.trim() === '' ? null : draft.description.trim();
  const settings = settingChanges(number, draft);
  const proxyUrl = draft.proxyUrl === null ? null : draft.proxyUrl.trim();
  const changes: UpdateInstance = {
    ...(name !== number.name && { name }),
    ...(description !== number.description && { description }),
    ...(Object.keys(settings).length > 0 && { settings }),
    ...(proxyUrl !== '' && { web: { proxyUrl } }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}
