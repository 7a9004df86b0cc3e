/** Locks on records by name, each given in the order in which it was asked for. */
export class RecordLocks {
  readonly #last = new Map<string, Promise<undefined>>();

  /** Resolves once nobody else holds it. @returns gives it back */
  async acquire(name: string): Promise<() => void> {
    const before = this.#last.get(name);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#last.set(name, promise);
    await before;
    return () => {
      if (this.#last.get(name) === promise) this.#last.delete(name);
      resolve(undefined);
    };
  }
}
