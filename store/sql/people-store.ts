import { z } from 'zod';
import type { PeopleStore, Person } from '../school-store.ts';
import type { RowGuard } from './row-guard.ts';
import type { PersonRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

const kindSchema = z.enum(['pupil', 'staff', 'guest']);
const groupsSchema = z.array(z.string());

export function peopleStore(scope: SchoolScope, guard: RowGuard): PeopleStore {
  const people = () => scope.read.selectFrom('person').selectAll();
  return {
    byId: async (id) => guard.one('person', await people().where('id', '=', id).executeTakeFirst(), personOfRow),
    byLogin: async (login) => guard.one('person', await people().where('login', '=', login.toLowerCase()).executeTakeFirst(), personOfRow),
    list: async () => guard.all('person', await people().orderBy('name').orderBy('id').execute(), personOfRow),
    async save(list) {
      await scope.write.transaction().execute(async (tx) => {
        for (const { id, ...rest } of list.map(rowOfPerson)) {
          await tx
            .insertInto('person')
            .values({ id, ...rest })
            .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
            .execute();
        }
      });
    },
  };
}

function rowOfPerson(person: Person): PersonRow {
  return {
    id: person.id,
    login: person.login.toLowerCase(),
    name: person.name,
    kind: person.kind,
    groups: JSON.stringify(person.groups),
    teaches: JSON.stringify(person.teaches),
  };
}

function personOfRow(row: PersonRow): Person {
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    kind: kindSchema.parse(row.kind),
    groups: groupsSchema.parse(JSON.parse(row.groups)),
    teaches: groupsSchema.parse(JSON.parse(row.teaches)),
  };
}
