import { EventType, WebhookReplay } from '@recado/contracts';
import { z } from 'zod';
import type { ReplayRow } from './replays.repository.ts';

const Types = z.array(EventType).nullable();

/** A replay and how far it is. */
export const presentReplay = (row: ReplayRow): WebhookReplay => ({
  id: row.id,
  webhookId: row.webhook_id,
  from: row.from_time.toISOString(),
  to: row.to_time.toISOString(),
  types: Types.parse(row.types),
  onlyFailed: row.only_failed,
  state: WebhookReplay.shape.state.parse(row.state),
  total: row.total,
  queued: row.queued,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});
