import {
  MOST_IMPORT_ROWS,
  type ContactImportQuery,
  type ContactImportReport,
  type ContactImportRow,
} from '@recado/contracts';

/** What became of the rows of an import so far. */
export class ImportReport {
  readonly #counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  readonly #rows: ContactImportRow[] = [];
  #seen = 0;
  #isBeyond = false;

  constructor(private readonly kind: ContactImportQuery['report']) {}

  /** Rows that were read, whatever became of them. */
  get rowsSeen(): number {
    return this.#seen;
  }

  /** A row was read, and its outcome will follow. */
  see(): void {
    this.#seen += 1;
  }

  add(row: ContactImportRow): void {
    this.#counts[row.outcome] += 1;
    if (this.kind === 'all' || row.reason !== null) this.#rows.push(row);
  }

  fail(line: number, reason: string): void {
    this.see();
    this.add({ line, outcome: 'failed', contactId: null, reason });
  }

  /** A row beyond those that one import takes: all are counted, the first is told. */
  failBeyond(line: number): void {
    if (this.#isBeyond) {
      this.see();
      this.#counts.failed += 1;
      return;
    }
    this.#isBeyond = true;
    this.fail(
      line,
      `An import takes ${String(MOST_IMPORT_ROWS)} rows; this one and those after it were not taken`,
    );
  }

  /** In the order of the file. */
  asBody(): ContactImportReport {
    const total = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    return { total, ...this.#counts, rows: this.#rows.toSorted((a, b) => a.line - b.line) };
  }
}
