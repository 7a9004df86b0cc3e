import { open, stat } from 'node:fs/promises';
import { z } from 'zod';

/** Tables that grow without end: no request may read one from its beginning to its end. */
const BIG_TABLES = [
  'messages',
  'conversations',
  'contacts',
  'message_search',
  'events',
  'contact_identities',
];
/** They grow with the hours, not with the messages. */
const SMALL_TABLES = ['statistics_counts', 'statistics_durations'];

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Index Name'?: string | undefined;
  Plans?: PlanNode[] | undefined;
}
const PlanNode: z.ZodType<PlanNode> = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  get Plans() {
    return z.array(PlanNode).optional();
  },
});
const Explained = z.looseObject({ Plan: PlanNode });

/** Settings under which PostgreSQL writes the plan of every statement to its log, also of those inside functions. */
export const planSettings = (database: string): string[] => [
  `alter database ${database} set session_preload_libraries = 'auto_explain'`,
  `alter database ${database} set auto_explain.log_min_duration = 0`,
  `alter database ${database} set auto_explain.log_nested_statements = on`,
  `alter database ${database} set auto_explain.log_format = 'json'`,
];

export interface Plans {
  /** What of the big tables was read, as `Index Scan messages_by_instance`. */
  reads: string[];
  sequentialScans: string[];
}

/** Reads the plans that PostgreSQL writes to its log while something is done. */
export class PlanLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async during(work: () => Promise<unknown>): Promise<Plans> {
    const { size } = await stat(this.#file);
    await work();
    const text = await this.#from(size);
    const nodes = [...text.matchAll(/ plan:\n((?:\t.*\n)+)/g)].flatMap(([, json = '']) =>
      allNodes(Explained.parse(JSON.parse(json)).Plan),
    );
    if (nodes.length === 0) throw new Error('PostgreSQL wrote no plan to its log');
    const reads = nodes.flatMap((node) => readOf(node) ?? []);
    return {
      reads: [...new Set(reads)].toSorted(),
      sequentialScans: [...new Set(reads)].filter((read) =>
        BIG_TABLES.some((table) => read === `Seq Scan ${table}`),
      ),
    };
  }

  async #from(position: number): Promise<string> {
    const file = await open(this.#file);
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read(Buffer.alloc(size - position), 0, size - position, position);
      return buffer.toString();
    } finally {
      await file.close();
    }
  }
}

const allNodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(allNodes)];

function readOf(node: PlanNode): string | undefined {
  const relation = node['Relation Name'];
  if (relation !== undefined && ![...BIG_TABLES, ...SMALL_TABLES].includes(relation)) return undefined;
  const type = node['Node Type'];
  const index = node['Index Name'];
  if (index !== undefined) return `${type} ${index}`;
  return type === 'Seq Scan' ? `${type} ${relation ?? ''}` : undefined;
}
