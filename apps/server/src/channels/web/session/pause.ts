/** A wait that can be ended; ending it before it begins counts too, until `clear`. */
export class Pause {
  #isEnded = false;
  #end: (() => void) | undefined;

  /** Waits until it is ended, at most this long; for ever when undefined. */
  async wait(longestMs: number | undefined): Promise<void> {
    if (this.#isEnded) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#end = resolve;
      if (longestMs !== undefined) timer = setTimeout(resolve, longestMs);
    });
    clearTimeout(timer);
    this.#end = undefined;
  }

  end(): void {
    this.#isEnded = true;
    this.#end?.();
  }

  clear(): void {
    this.#isEnded = false;
  }
}
