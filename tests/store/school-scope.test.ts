import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import { expect, test } from 'vitest';
import type { EverySchoolTables, SchoolTables } from '#store/sql/schema.ts';
import { schoolPlugin } from '#store/sql/school-scope.ts';

/** Compiles and runs nothing: what matters is the SQL that would be sent. */
const unbound = new Kysely<SchoolTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
const everySchool = unbound.$extendTables<EverySchoolTables>();
const scoped = unbound.withPlugin(schoolPlugin('st-annes'));

test('every question is asked of one school, and a condition with "or" cannot escape it', () => {
  const query = scoped
    .selectFrom('person')
    .select('name')
    .where((eb) => eb.or([eb('id', '=', 'a'), eb('id', '=', 'b')]))
    .compile();
  expect(query.sql).toMatch(/where "person"\."school" = \? and \(\(?"id" = \? or "id" = \?\)?\)$/);
  expect(query.parameters).toEqual(['st-annes', 'a', 'b']);
});

test('every part of a question is bound: subqueries and unions too', () => {
  const owners = scoped.selectFrom('device').select('person').where('name', '=', 'Laptop');
  const query = scoped.selectFrom('person').select('name').where('id', 'in', owners).compile();
  expect(query.sql).toMatch(/from "device" where "device"\."school" = \?/);
  expect(query.sql).toMatch(/from "person" where "person"\."school" = \?/);
  const both = scoped.selectFrom('person').select('id').union(scoped.selectFrom('device').select('id'));
  expect(both.compile().sql).toMatch(/"person"\."school" = \? union select "id" from "device" where "device"\."school" = \?/);
});

test('changes and removals touch one school', () => {
  expect(scoped.updateTable('person').set({ name: 'x' }).compile().sql).toMatch(/where "person"\."school" = \?$/);
  expect(scoped.deleteFrom('job').where('id', '=', 'j').compile().sql).toMatch(/where "job"\."school" = \? and \("id" = \?\)$/);
});

test('what is added carries the school, and conflicts are looked for within it', () => {
  const job = {
    kind: 'precache',
    about: 'r',
    part: null,
    added_at: 1,
    due_at: 1,
    claimed_until: null,
    attempts: 0,
    state: 'waiting',
    progress: null,
    ended_at: null,
    words: null,
  };
  const query = scoped
    .insertInto('job')
    .values([
      { id: 'j1', ...job },
      { id: 'j2', ...job },
    ])
    .onConflict((conflict) => conflict.column('id').doNothing())
    .compile();
  expect(query.sql).toMatch(/"school"\) values .* on conflict \("id", "school"\) do nothing$/);
  expect(query.parameters.filter((value) => value === 'st-annes')).toHaveLength(2);
});

test.each<[string, () => unknown]>([
  ['a table of all schools', () => everySchool.withPlugin(schoolPlugin('st-annes')).selectFrom('school').selectAll().compile()],
  ['two tables', () => scoped.selectFrom(['person', 'device']).select('person.name').compile()],
  ['a join', () => scoped.selectFrom('person').innerJoin('device', 'device.person', 'person.id').select('person.name').compile()],
  ['a table under another name', () => scoped.selectFrom('person as p').select('p.name').compile()],
  [
    'a common table expression',
    () =>
      scoped
        .with('everybody', (db) => db.selectFrom('person').select('name'))
        .selectFrom('everybody')
        .selectAll()
        .compile(),
  ],
  [
    'raw SQL',
    () =>
      scoped
        .selectFrom('person')
        .select(sql<string>`(select name from person limit 1)`.as('name'))
        .compile(),
  ],
  ['a raw statement', () => sql`select * from person`.compile(scoped)],
  [
    'an insert from a question',
    () =>
      scoped
        .insertInto('secret')
        .columns(['name', 'value'])
        .expression(unbound.selectFrom('secret').select(['name', 'value']))
        .compile(),
  ],
  ['a change from another table', () => scoped.updateTable('person').from('account').set({ name: 'x' }).compile()],
  ['a change of the schema', () => scoped.schema.dropTable('audit').compile()],
])('%s is refused, because its school could not be made certain', (_what, ask) => {
  expect(ask).toThrow('its school could not be made certain');
});
