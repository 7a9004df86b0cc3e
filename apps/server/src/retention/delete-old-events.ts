import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../platform/database/database.ts';
import { Retention } from '../platform/database/retention.ts';
import { OldRowsRepository } from './old-rows.repository.ts';

/** An event takes its deliveries and their attempts along. */
const BATCH = 200;

/** Deletes events of tenants that keep them for a shorter time than the operator does. */
@Injectable()
export class DeleteOldEvents implements OnModuleInit {
  constructor(
    private readonly repository: OldRowsRepository,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'events of tenants',
      batch: BATCH,
      deleteBatch: (tx, limit) => this.execute(tx, limit),
    });
  }

  /** @returns how many events */
  execute(tx: Tx, limit: number): Promise<number> {
    return this.repository.deleteEvents(tx, limit);
  }
}
