import type { UserFacingSocketConfig } from 'baileys';

type LibraryLogger = NonNullable<UserFacingSocketConfig['logger']>;

/** What the library's lines go to. */
export interface LineLog {
  warn(fields: object, line: string): void;
  debug(fields: object, line: string): void;
}

/**
 * The library logs whole stanzas, keys and messages as fields. Only its sentence and the message of an error are passed on, and
 * nothing below a warning.
 */
export class LibraryLog implements LibraryLogger {
  readonly level = 'warn';
  readonly #log: LineLog;

  constructor(log: LineLog) {
    this.#log = log;
  }

  child(): this {
    return this;
  }

  trace(): void {
    // Stanzas in full.
  }

  debug(): void {
    // Stanzas in part.
  }

  info(): void {
    // The creds of the registration are among these.
  }

  warn(fields: unknown, line?: string): void {
    this.#debug(fields, lineOf(fields, line));
  }

  error(fields: unknown, line?: string): void {
    const text = lineOf(fields, line);
    if (TOLD_OTHERWISE.has(text)) this.#debug(fields, text);
    else this.#log.warn({ error: errorText(fields) }, `library: ${text}`);
  }

  #debug(fields: unknown, text: string): void {
    this.#log.debug({ error: errorText(fields) }, `library: ${text}`);
  }
}

/** Ends of connections, also those that belong to linking: the session tells each with what comes next. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set(['stream errored out']);

const lineOf = (fields: unknown, line: string | undefined): string =>
  line ?? (typeof fields === 'string' ? fields : 'no words');

function errorText(fields: unknown): string | undefined {
  if (typeof fields !== 'object' || fields === null) return undefined;
  for (const value of Object.values(fields)) if (value instanceof Error) return value.message;
  return undefined;
}
