// Binds every query to one school. A repository gets nothing but a `SchoolScope`; its queries are rewritten here, so
// that forgetting the school is impossible, and a query whose school cannot be made certain is refused.
import {
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  OperationNodeTransformer,
  OperatorNode,
  ParensNode,
  PrimitiveValueListNode,
  ReferenceNode,
  TableNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  WhereNode,
} from 'kysely';
import type {
  CompiledQuery,
  DeleteQueryNode,
  InsertQueryNode,
  Kysely,
  KyselyPlugin,
  OnConflictNode,
  OperationNode,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  RawNode,
  SelectQueryNode,
  UpdateQueryNode,
} from 'kysely';
import type { Plain, SqlDatabase } from './database.ts';
import { schoolTables } from './schema.ts';
import type { SchoolTables } from './schema.ts';

/** All that a repository may touch: the rows of one school. */
export interface SchoolScope {
  readonly school: string;
  readonly read: Pick<Kysely<SchoolTables>, 'selectFrom' | 'transaction'>;
  readonly write: Pick<Kysely<SchoolTables>, 'insertInto' | 'updateTable' | 'deleteFrom' | 'transaction'>;
  /** See `SqlDatabase.repeat`. */
  repeat(query: CompiledQuery, rows: readonly (readonly Plain[])[]): Promise<void>;
}

/** The rows of one school. */
export function scopeTo(database: SqlDatabase, school: string): SchoolScope {
  const plugin = schoolPlugin(school);
  return {
    school,
    read: database.read.withPlugin(plugin),
    write: database.write.withPlugin(plugin),
    repeat: (query, rows) => database.repeat(query, rows),
  };
}

/** Rewrites queries so that they see and touch one school's rows only; throws for what it cannot bind. */
export function schoolPlugin(school: string): KyselyPlugin {
  const transformer = new SchoolTransformer(school);
  return {
    transformQuery({ node, queryId }: PluginTransformQueryArgs) {
      if (!['SelectQueryNode', 'InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'].includes(node.kind)) throw unbound(node.kind);
      return transformer.transformNode(node, queryId);
    },
    transformResult: ({ result }: PluginTransformResultArgs) => Promise.resolve(result),
  };
}

const schoolColumn = ColumnNode.create('school');

class SchoolTransformer extends OperationNodeTransformer {
  readonly #value: ValueNode;
  readonly #school: string;

  constructor(school: string) {
    super();
    this.#school = school;
    this.#value = ValueNode.create(school);
  }

  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    const table = only(node.from?.froms);
    if (node.joins ?? node.with) throw unbound('a join');
    return { ...super.transformSelectQuery(node), where: this.#bound(table, node.where) };
  }

  protected override transformUpdateQuery(node: UpdateQueryNode): UpdateQueryNode {
    const table = only(node.table && [node.table]);
    if (node.from ?? node.joins ?? node.with) throw unbound('a join');
    return { ...super.transformUpdateQuery(node), where: this.#bound(table, node.where) };
  }

  protected override transformDeleteQuery(node: DeleteQueryNode): DeleteQueryNode {
    const table = only(node.from.froms);
    if (node.using ?? node.joins ?? node.with) throw unbound('a join');
    return { ...super.transformDeleteQuery(node), where: this.#bound(table, node.where) };
  }

  protected override transformInsertQuery(node: InsertQueryNode): InsertQueryNode {
    only(node.into && [node.into]);
    const { columns, values } = super.transformInsertQuery(node);
    if (!columns || !values || !ValuesNode.is(values) || node.with) throw unbound('an insert without plain values');
    return {
      ...super.transformInsertQuery(node),
      columns: [...columns, schoolColumn],
      values: ValuesNode.create(values.values.map((row) => this.#withSchool(row))),
    };
  }

  /** Two schools may use the same id: what conflicts is always the id within the school. */
  protected override transformOnConflict(node: OnConflictNode): OnConflictNode {
    if (!node.columns) throw unbound('a conflict without columns');
    return { ...super.transformOnConflict(node), columns: [...node.columns, schoolColumn] };
  }

  /** Raw SQL could read any table. Kysely itself writes only the direction of an order that way. */
  protected override transformRaw(node: RawNode): RawNode {
    const [text] = node.sqlFragments;
    if (node.sqlFragments.length !== 1 || (text !== 'desc' && text !== 'asc')) throw unbound('raw SQL');
    return node;
  }

  #withSchool(row: ValueListNode | PrimitiveValueListNode): ValueListNode | PrimitiveValueListNode {
    return PrimitiveValueListNode.is(row)
      ? PrimitiveValueListNode.create([...row.values, this.#school])
      : ValueListNode.create([...row.values, this.#value]);
  }

  #bound(table: TableNode, where: WhereNode | undefined): WhereNode {
    const ours = BinaryOperationNode.create(ReferenceNode.create(schoolColumn, table), OperatorNode.create('='), this.#value);
    if (!where) return WhereNode.create(ours);
    return WhereNode.create(AndNode.create(ours, ParensNode.create(this.transformNode(where.where))));
  }
}

function only(tables: readonly OperationNode[] | undefined): TableNode {
  const table = tables?.[0];
  if (tables?.length !== 1 || !table || !TableNode.is(table)) throw unbound('anything but one table');
  const name = table.table.identifier.name;
  if (!schoolTables.has(name)) throw unbound(`table ${name}`);
  return table;
}

function unbound(what: string): Error {
  return new Error(`A query of one school may not use ${what}: its school could not be made certain.`);
}
