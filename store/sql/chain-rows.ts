import { ExpressionWrapper, ValueNode } from 'kysely';
import type { ChainSource } from '../chain-store.ts';
import { canonical, sha256, type FlatRecord } from './chain-digest.ts';
import type { SchoolTables } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

/** Number of a record in its table, and the digest of its canonical form. */
export type Leaf = readonly [row: number, digest: string];

interface Span {
  readonly after: number;
  /** Last row, itself included; null for all. */
  readonly until: number | null;
  readonly limit: number;
}

const ordinary = new ExpressionWrapper<SchoolTables, 'access_event', string>(ValueNode.createImmediate('ordinary'));
const noLimit = Number.MAX_SAFE_INTEGER;

/** The records of a span as leaves, in the order in which they were kept. */
export async function leavesOf(scope: SchoolScope, source: ChainSource, { after, until, limit }: Span): Promise<Leaf[]> {
  const last = until ?? noLimit;
  const rows = await recordsOf[source](scope, after, last, limit);
  return rows.map((row) => [row.seq, sha256(canonical(row))]);
}

type Records = (scope: SchoolScope, after: number, last: number, limit: number) => Promise<(FlatRecord & { readonly seq: number })[]>;

const recordsOf: Readonly<Record<ChainSource, Records>> = {
  async access_event(scope, after, last, limit) {
    const select = scope.read.selectFrom('access_event').selectAll().where('kind', '<>', ordinary);
    const rows = await select.where('seq', '>', after).where('seq', '<=', last).orderBy('seq').limit(limit).execute();
    return rows.map((row) => ({ ...row }));
  },
  async incident_event(scope, after, last, limit) {
    const select = scope.read.selectFrom('incident_event').selectAll().where('seq', '>', after).where('seq', '<=', last);
    return select.orderBy('seq').limit(limit).execute();
  },
  async incident_trail(scope, after, last, limit) {
    const select = scope.read.selectFrom('incident_trail').selectAll().where('seq', '>', after).where('seq', '<=', last);
    return select.orderBy('seq').limit(limit).execute();
  },
  async audit(scope, after, last, limit) {
    const select = scope.read.selectFrom('audit').selectAll().where('seq', '>', after).where('seq', '<=', last);
    const rows = await select.orderBy('seq').limit(limit).execute();
    return rows.map((row) => ({ ...row }));
  },
};
