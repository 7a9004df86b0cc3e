import { Injectable } from '@nestjs/common';
import type { BroadcastId, CreateBroadcast as Request, CreatedBroadcast } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, Database } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { BroadcastsRepository } from './broadcasts.repository.ts';
import { LANE } from './dispatching/dispatch.repository.ts';
import { PrepareBroadcast } from './prepare-broadcast.ts';
import { auditedBroadcast, presentBroadcast } from './present-broadcast.ts';
import { defaultRatePerMinute } from './rate-policy.ts';

const FARTHEST_START_MS = 90 * 24 * 60 * 60 * 1_000;

/** Keeps a broadcast, which its lane starts when its time has come. */
@Injectable()
export class CreateBroadcast {
  constructor(
    private readonly database: Database,
    private readonly prepareBroadcast: PrepareBroadcast,
    private readonly repository: BroadcastsRepository,
    private readonly recordAudit: RecordAudit,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as PrepareBroadcast; invalid_request when nobody of a list is left */
  async execute(caller: Caller, request: Request): Promise<CreatedBroadcast> {
    const { tenantId } = caller;
    const startsAt = this.#startsAt(request);
    const { instance, recipients, preview } = await this.prepareBroadcast.execute(caller, request);
    const { labels } = request.audience;
    if (recipients.length === 0 && labels === undefined)
      throw invalidRequest([
        {
          path: ['audience'],
          message: 'has no valid number; POST /broadcasts/preview shows what is wrong with each',
        },
      ]);
    const row = await this.database.inTenant(tenantId, async (tx) => {
      const inserted = await this.repository.insert(tenantId, tx, {
        id: this.clock.newId<BroadcastId>(),
        instanceId: instance.id,
        name: request.name,
        content: request.message,
        labels,
        ratePerMinute: request.ratePerMinute ?? defaultRatePerMinute[instance.channel],
        startsAt,
        total: recipients.length,
      });
      if (labels === undefined) await this.repository.insertRecipients(tenantId, tx, inserted.id, recipients);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'broadcast.created',
        resourceType: 'broadcast',
        resourceId: inserted.id,
        after: auditedBroadcast(inserted),
      });
      afterCommit(() => {
        this.lanes.wakeAt(LANE, inserted.id, startsAt);
      });
      return inserted;
    });
    return { ...presentBroadcast(row), preview };
  }

  #startsAt({ sendAt }: Request): Date {
    const now = this.clock.now();
    if (sendAt === undefined) return now;
    const at = new Date(sendAt);
    if (at.getTime() - now.getTime() > FARTHEST_START_MS)
      throw invalidRequest([{ path: ['sendAt'], message: 'must be at most 90 days ahead' }]);
    return at < now ? now : at;
  }
}
