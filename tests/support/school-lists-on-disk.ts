// Lists of others in a school's data folder, put in force as the command line does it.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importSource } from '#main/lists/import-source.ts';
import { listsSetup } from '#main/lists/lists-setup.ts';
import { intakeOptions } from '#main/lists/source-settings.ts';
import { compiledLists } from '#main/materials/compiled-lists.ts';
import { importMandatory } from '#main/materials/import-mandatory.ts';
import { listSecrets } from '#main/materials/list-secrets.ts';
import type { Outcome } from '#main/outcome.ts';
import { publishLists } from '#main/school/publish-lists.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { SchoolDay } from './school-day.ts';

export interface ListsOnDisk {
  /** Imports a source of these files (`games/domains` → text) and publishes; gives what is then in force. */
  importLists(id: string, files: Readonly<Record<string, string>>): Promise<readonly Material[]>;
  /** Imports a mandatory list of these lines and publishes. */
  importMandatory(id: string, lines: readonly string[]): Promise<void>;
  publish(): Promise<readonly Material[]>;
}

export function listsOnDisk(day: Pick<SchoolDay, 'dir' | 'school' | 'now'>): ListsOnDisk {
  const data = { root: day.dir, materials: join(day.dir, 'materials') };
  async function publish(): Promise<readonly Material[]> {
    const lists = got(await compiledLists(day.school, data, day.now()));
    if (lists.problems.length > 0) throw new Error(JSON.stringify(lists.problems));
    got(await publishLists(day.school, starterPolicy, lists, day.now()));
    return lists.materials ?? [];
  }
  return {
    publish,
    async importLists(id, files) {
      const folder = mkdtempSync(join(tmpdir(), 'schoolgate-lists-'));
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      const { file, corrections } = got(await listsSetup(data.root));
      got(await importSource({ dataRoot: data.root, path: folder, options: intakeOptions(id, file, null, corrections), at: day.now() }));
      return publish();
    },
    async importMandatory(id, lines) {
      const file = join(mkdtempSync(join(tmpdir(), 'schoolgate-mandatory-')), 'list.txt');
      writeFileSync(file, lines.join('\n'));
      const secrets = got(await listSecrets(day.school));
      const at = day.now();
      got(await importMandatory({ file, folder: data.materials, id, name: `The ${id} list`, secrets, at, evenIfShorter: false }));
      await publish();
    },
  };
}

function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}
