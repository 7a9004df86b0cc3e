const MOST = 20_000;

/** Remembers which mappings were told lately: the library tells them with each message. */
export class KnownPairs {
  readonly #known = new Set<string>();

  /** Those that were not told before. */
  news<P extends { lid: string; pn: string }>(pairs: readonly P[]): P[] {
    return pairs.filter(({ lid, pn }) => {
      const text = `${lid} ${pn}`;
      if (this.#known.has(text)) return false;
      if (this.#known.size >= MOST) this.#known.clear();
      this.#known.add(text);
      return true;
    });
  }
}
