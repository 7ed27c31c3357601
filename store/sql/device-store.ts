import type { DeviceStore } from '../school-store.ts';
import { beatText, deviceOfRow, rowOfDevice } from './device-row.ts';
import type { RowGuard } from './row-guard.ts';
import type { SchoolScope } from './school-scope.ts';

export function deviceStore(scope: SchoolScope, guard: RowGuard): DeviceStore {
  const devices = () => scope.read.selectFrom('device').selectAll();
  return {
    byId: async (id) => guard.one('device', await devices().where('id', '=', id).executeTakeFirst(), deviceOfRow),
    byTokenHash: async (hash) => guard.one('device', await devices().where('token_hash', '=', hash).executeTakeFirst(), deviceOfRow),
    byInstall: async (install) => guard.one('device', await devices().where('install', '=', install).executeTakeFirst(), deviceOfRow),
    list: async () => guard.all('device', await devices().orderBy('name').orderBy('id').execute(), deviceOfRow),
    async save(device) {
      const { id, ...rest } = rowOfDevice(device);
      await scope.write
        .insertInto('device')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    },
    async heartbeat(id, beat, at) {
      await scope.write
        .updateTable('device')
        .set({ beat_at: at, beat: beatText(beat) })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('beat_at', 'is', null), eb('beat_at', '<=', at)]))
        .execute();
    },
    async seen(by, devices) {
      const column = by === 'heard' ? 'heard_at' : 'passed_at';
      await scope.write.transaction().execute(async (write) => {
        for (const [id, at] of devices)
          await write
            .updateTable('device')
            .set({ [column]: at })
            .where('id', '=', id)
            .where((eb) => eb.or([eb(column, 'is', null), eb(column, '<', at)]))
            .execute();
      });
    },
  };
}
