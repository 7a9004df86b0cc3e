/** Texts that somebody began, each under a name, in the browser's storage. */
export interface KeptTextsPorts {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Where this person's texts are; undefined when nobody is signed in. */
  storageKey: () => string | undefined;
}

/** The oldest are let go beyond this. */
const MOST_KEPT = 200;

function parse(text: string | null): Map<string, string> {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(value)) return new Map<string, string>();
    return new Map(value.filter(isEntry));
  } catch {
    return new Map<string, string>();
  }
}

const isEntry = (value: unknown): value is [string, string] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';

/** Keeps what was typed until it is sent, also when the page is closed. */
export class KeptTexts {
  readonly #ports: KeptTextsPorts;

  constructor(ports: KeptTextsPorts) {
    this.#ports = ports;
  }

  get(name: string): string {
    return this.#all().get(name) ?? '';
  }

  /** An empty text is not kept. */
  set(name: string, text: string): void {
    const key = this.#ports.storageKey();
    if (key === undefined) return;
    const all = this.#all();
    if ((all.get(name) ?? '') === text) return;
    all.delete(name);
    if (text !== '') all.set(name, text);
    if (all.size === 0) this.#ports.storage.removeItem(key);
    else this.#ports.storage.setItem(key, JSON.stringify([...all].slice(-MOST_KEPT)));
  }

  #all(): Map<string, string> {
    const key = this.#ports.storageKey();
    return key === undefined ? new Map<string, string>() : parse(this.#ports.storage.getItem(key));
  }
}
