import type { Stanza } from './stanza.ts';

/** Stanzas that wait for an acknowledgement, in the order in which they came. */
export class StanzaQueue {
  readonly #all = new Set<Stanza>();
  /** The same stanzas by tag and id; a delivered and a read receipt, for example, share both. */
  readonly #byKey = new Map<string, Stanza[]>();

  add(waiting: Stanza): void {
    const key = keyOf(waiting.tag, waiting.attrs['id'] ?? '');
    this.#all.add(waiting);
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), waiting]);
  }

  /** Takes the oldest stanza with this tag and id off the queue. */
  remove(tag: string, id: string): void {
    const key = keyOf(tag, id);
    const [oldest, ...later] = this.#byKey.get(key) ?? [];
    if (!oldest) return;
    this.#all.delete(oldest);
    if (later.length > 0) this.#byKey.set(key, later);
    else this.#byKey.delete(key);
  }

  /** Everything that waits, oldest first. */
  list(): readonly Stanza[] {
    return [...this.#all];
  }
}

function keyOf(tag: string, id: string): string {
  return `${tag} ${id}`;
}
