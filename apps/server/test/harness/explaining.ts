import { RawNode, type KyselyPlugin } from 'kysely';

/** Has PostgreSQL explain each statement in place of its rows. */
export class Explaining implements KyselyPlugin {
  readonly plans: string[] = [];

  transformQuery({ node }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    if (!RawNode.is(node)) return node;
    const [first = '', ...rest] = node.sqlFragments;
    return RawNode.create([`explain (analyze, format json) ${first}`, ...rest], node.parameters);
  }

  transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
    this.plans.push(JSON.stringify(result.rows));
    return Promise.resolve({ ...result, rows: [] });
  }
}
