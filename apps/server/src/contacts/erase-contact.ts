import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ContactId, TenantId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { RemoveFiles } from '../media/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { Retention } from '../platform/database/retention.ts';
import { againAfterDeadlock } from '../platform/database/violations.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { ContactsQueries } from './contacts.queries.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import { assertWholeTenant } from './whole-tenant.ts';

/** Small enough that nobody waits long for it. */
const BATCH = 500;
/** What a request erases before it answers; the rest of a contact with more messages goes with the rows that outlived their time. */
const MOST_BATCHES = 20;

/** Erases a contact, as privacy law gives people a right to: who it is at once, then its messages and files in batches. */
@Injectable()
export class EraseContact implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly repository: ErasuresRepository,
    private readonly queries: ContactsQueries,
    private readonly removeFiles: RemoveFiles,
    private readonly recordAudit: RecordAudit,
    private readonly retention: Retention,
  ) {}

  /** What a crash or a large contact left. */
  onModuleInit(): void {
    this.retention.register({
      name: 'erased contacts',
      deleteBatch: (tx, limit) => this.#eraseSome(tx, undefined, limit),
    });
  }

  /** @throws AppError not_found, forbidden */
  async execute(caller: Caller, id: ContactId): Promise<void> {
    assertWholeTenant(caller);
    const { tenantId } = caller;
    await againAfterDeadlock(() => this.database.inTenant(tenantId, (tx) => this.#begin(caller, tx, id)));
    for (let batch = 0; batch < MOST_BATCHES; batch += 1)
      if ((await this.#eraseBatch(tenantId, id)) < BATCH) return;
  }

  async #begin(caller: Caller, tx: Tx, id: ContactId): Promise<void> {
    const { tenantId } = caller;
    const found = await this.queries.details(caller, id);
    if (found === undefined || !(await this.repository.begin(tenantId, tx, id)))
      throw notFound('The contact');
    // That it was there, and nothing that tells who it was.
    await this.recordAudit.execute(tenantId, tx, caller, {
      action: 'contact.erased',
      resourceType: 'contact',
      resourceId: id,
      before: { conversations: found.conversations.length, createdAt: found.createdAt },
    });
  }

  #eraseBatch(tenantId: TenantId, id: ContactId): Promise<number> {
    return againAfterDeadlock(() => this.database.inTenant(tenantId, (tx) => this.#eraseSome(tx, id, BATCH)));
  }

  async #eraseSome(tx: Tx, id: ContactId | undefined, limit: number): Promise<number> {
    const { count, files } = await this.repository.deleteMessages(tx, id, limit);
    await this.removeFiles.execute(files);
    if (count === limit) return count;
    return Math.max(count, await this.repository.deleteEmptied(tx, id, limit));
  }
}
