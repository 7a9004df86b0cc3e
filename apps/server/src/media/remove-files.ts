import { Inject, Injectable } from '@nestjs/common';
import type { MediaId } from '@recado/contracts';
import { MediaStore } from './media-store.ts';

/** Removals under way at once. */
const AT_ONCE = 16;

/** Removes the bytes of files whose rows are being deleted: before the commit, so that a crash leaves no bytes without a row. */
@Injectable()
export class RemoveFiles {
  constructor(@Inject(MediaStore) private readonly store: MediaStore) {}

  /** @throws what the store threw; those that are gone already are fine */
  async execute(ids: MediaId[]): Promise<void> {
    for (let from = 0; from < ids.length; from += AT_ONCE)
      await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => this.store.remove(id)));
  }
}
