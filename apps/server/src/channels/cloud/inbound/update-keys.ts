import type { ToldMessage } from '../../channel.ts';

/** The keys that split-webhook.ts gave to a message and to its statuses, whose times Meta counts in seconds. */
export function updateKeysOf({ whatsappId, statuses }: ToldMessage): string[] {
  return [
    `message:${whatsappId}`,
    ...statuses.map(
      ({ status, at }) => `status:${whatsappId}:${status}:${String(Math.floor(at.getTime() / 1_000))}`,
    ),
  ];
}
