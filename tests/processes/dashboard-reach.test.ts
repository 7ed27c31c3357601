// The dashboard's process cannot reach the authority's key, even if somebody makes it open any file they like.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dashboardPermissions } from '#main/processes/dashboard-permissions.ts';
import { dataFolderAt } from '#main/settings/data-folder.ts';
import { newDataFolder, removeFolder, serveSchool } from './served-school.ts';

const data = newDataFolder();
beforeAll(async () => void (await (await serveSchool(data)).end()));
afterAll(() => removeFolder(data));

/** What a process with the dashboard's permissions finds when it tries to read files. */
function attempts(files: readonly string[]): string[] {
  const folder = dataFolderAt(data);
  const probe = join(folder.store, 'probe.mjs');
  writeFileSync(
    probe,
    `import { readFileSync } from 'node:fs';
    console.log(JSON.stringify(${JSON.stringify(files)}.map((file) => { try { readFileSync(file); return 'read'; } catch (error) { return error.code; } })));`,
  );
  return JSON.parse(
    execFileSync(process.execPath, [...dashboardPermissions(folder, null), probe], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
}

test('the dashboard reads its store, the lists and the packed extension, and neither key nor settings', () => {
  const allowed = ['store/schoolgate.sqlite', 'extension/schoolgate.crx'].map((file) => join(data, file));
  const refused = ['ca/authority.key.pem', 'ca/authority.pem', 'extension/key.pem', 'settings.yaml', 'chrome-policy.json'].map((file) =>
    join(data, file),
  );
  expect([...allowed, ...refused].every(existsSync)).toBe(true);
  expect(attempts(allowed)).toEqual(['read', 'read']);
  expect(attempts([...refused, '/etc/passwd'])).toEqual(Array.from({ length: 6 }, () => 'ERR_ACCESS_DENIED'));
});
