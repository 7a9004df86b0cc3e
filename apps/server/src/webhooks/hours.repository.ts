import { Injectable } from '@nestjs/common';
import type { TenantId, WebhookId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { bucketOf } from './duration-bucket-policy.ts';
import type { WebhookAnswer } from './post-webhook.ts';

/** Counts attempts by hour and duration, so that statistics do not read every attempt. */
@Injectable()
export class HoursRepository {
  async count(
    tenantId: TenantId,
    tx: Tx,
    webhookId: WebhookId,
    answers: readonly Pick<WebhookAnswer, 'at' | 'error' | 'timings'>[],
  ): Promise<void> {
    await sql`
      insert into webhook_hours (tenant_id, webhook_id, hour, bucket, attempts, failures)
      select ${tenantId}, ${webhookId}, date_trunc('hour', at, 'UTC'), bucket, count(*), count(*) filter (where is_failure)
      from unnest(
        ${answers.map(({ at }) => at)}::timestamptz[],
        ${answers.map(({ timings }) => bucketOf(timings.total))}::int[],
        ${answers.map(({ error }) => error !== null)}::boolean[]
      ) as a (at, bucket, is_failure)
      where exists (select from webhooks where id = ${webhookId})
      group by 3, 4
      order by 3, 4
      on conflict (webhook_id, hour, bucket) do update
      set attempts = webhook_hours.attempts + excluded.attempts, failures = webhook_hours.failures + excluded.failures`.execute(
      tx,
    );
  }
}
