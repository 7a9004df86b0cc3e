import type { Group } from '@recado/contracts';
import type { Group as WhatsappGroup } from '../channels/index.ts';

/** A group as callers see it. */
export const presentGroup = ({ createdAt, ...group }: WhatsappGroup): Group => ({
  ...group,
  createdAt: createdAt?.toISOString() ?? null,
});
