import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { RemoveFiles } from '../media/index.ts';
import type { Tx } from '../platform/database/database.ts';
import { Retention } from '../platform/database/retention.ts';
import { OldRowsRepository } from './old-rows.repository.ts';

/** A message takes its statuses, its place in the search and perhaps a file along. */
const BATCH = 200;

/** Deletes messages that a tenant, or the operator, keeps no longer, with the files that came with them. */
@Injectable()
export class DeleteOldMessages implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly repository: OldRowsRepository,
    private readonly removeFiles: RemoveFiles,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'messages',
      batch: BATCH,
      deleteBatch: (tx, limit) => this.execute(tx, limit),
    });
  }

  /** @returns how many messages */
  async execute(tx: Tx, limit: number): Promise<number> {
    const mostDays = this.config.RECADO_MESSAGES_RETENTION_DAYS ?? null;
    const { count, files } = await this.repository.deleteMessages(tx, mostDays, limit);
    await this.removeFiles.execute(files);
    return count;
  }
}
