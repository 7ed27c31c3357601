// `schoolgate lists import` as it is run, and what it leaves when it is killed or the disk is full.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { listsSetup } from '#main/lists/lists-setup.ts';
import { readSources } from '#main/lists/read-sources.ts';
import type { ListItem } from '#policies/lists/list-item.ts';
import { projectRoot } from '../house/source-files.ts';

// Every command is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const cli = join(projectRoot, 'main/cli.ts');
const folders: string[] = [];
let folder: string;
let dataRoot: string;
afterAll(() => folders.forEach((each) => rmSync(each, { recursive: true, force: true })));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schoolgate-import-'));
  folders.push(folder);
  dataRoot = join(folder, 'data');
});

interface Ran {
  readonly code: number | string | null;
  readonly out: string;
  readonly err: string;
}

function run(program: string, ...args: string[]): Promise<Ran> {
  return new Promise((resolve) =>
    execFile(program, args, { encoding: 'utf8' }, (error, out, err) =>
      resolve({ code: error === null ? 0 : (error.code ?? null), out, err }),
    ),
  );
}
const lists = (...args: string[]): Promise<Ran> => run(process.execPath, cli, 'lists', ...args, '--data', dataRoot);

async function inForce(): Promise<string[]> {
  const hosts: string[] = [];
  const sink = {
    list: () => 0,
    add: (_list: number, _line: number, item: ListItem) => void (item.kind === 'host' && hosts.push(item.host)),
  };
  const setup = await listsSetup(dataRoot);
  if (!setup.ok) throw new Error(setup.problem);
  const read = await readSources({ dataRoot, ...setup.value }, sink);
  for (const { report } of read) if (!report.ok) throw new Error(report.problem);
  return hosts;
}

test('a folder of lists is copied, read and told about, and imported again it replaces itself', async () => {
  mkdirSync(join(folder, 'ut1/games'), { recursive: true });
  mkdirSync(join(folder, 'ut1/bank'));
  writeFileSync(join(folder, 'ut1/games/domains'), 'a.test\na.test\nb..test\nnationalgeographic.com\nhill.kent.sch.uk\n');
  writeFileSync(join(folder, 'ut1/bank/domains'), 'c.test\n');
  writeFileSync(join(folder, 'ut1/bank/usage'), 'white\n');
  const first = await lists('import', join(folder, 'ut1'));
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/^games\/domains +games +5 +1 +1 +2 +0 +1$/m);
  expect(first.out).toMatch(/1 × This is not a host name\.\n +games\/domains:3 b\.\.test/);
  expect(first.out).toMatch(/games\/domains:4 nationalgeographic\.com is not in “games”/);
  expect(first.out).toMatch(/whole university, school or public authority/);
  expect(first.out).toMatch(/bank\/domains: It says what is to stay open/);
  expect(first.out).toMatch(/for letting people in: bank\./);
  expect(await inForce()).toEqual(['a.test']);
  // What was imported is the copy's, whatever becomes of the original.
  writeFileSync(join(folder, 'ut1/games/domains'), 'd.test\n');
  expect(await inForce()).toEqual(['a.test']);
  expect((await lists('import', join(folder, 'ut1'))).code).toBe(0);
  expect(await inForce()).toEqual(['d.test']);
  expect((await lists('status')).out).toMatch(/^ut1 +ut1 +1 +0 .*by hand +taken$/m);
  expect((await lists('check')).out).toMatch(/ut1:\nlist +category/);
});

test('a file is imported under the name, category and format that were said, and they stay with it', async () => {
  writeFileSync(join(folder, 'feed.dat'), '0.0.0.0 a.test\n');
  const { code, out } = await lists(
    'import',
    join(folder, 'feed.dat'),
    '--name',
    'Our feed',
    '--category',
    'gambling',
    '--format',
    'hosts',
  );
  expect(code).toBe(0);
  expect(out).toMatch(/Imported as "our-feed"/);
  expect(await inForce()).toEqual(['a.test']);
});

test.each([
  [['import', '/no/such/file'], /There is no \/no\/such\/file/],
  [['import', '.', '--category', 'nonsense'], /There is no category "nonsense"; the categories are /],
  [['import', '.', '--category', 'helpline'], /No imported list may fill "helpline"/],
  [['import', '.', '--category', 'illegal'], /"lists import-mandatory" takes the licensed lists/],
  [['import', '.', '--format', 'nonsense'], /There is no format "nonsense"/],
  [['import', '.', '--name', '???'], /cannot name a list/],
  [['update'], /has no source with a url/],
  [['update', 'nothing'], /lists\.yaml has no source "nothing"/],
  [['accept', 'nothing'], /There is no source "nothing"/],
  [['accept', '../../x'], /There is no source/],
])('what cannot be done is told in a sentence: %j', async (args, problem) => {
  const { code, err } = await lists(...args);
  expect(code).toBe(1);
  expect(err).toMatch(problem);
});

test('a file that cannot be used is refused and leaves no trace', async () => {
  writeFileSync(join(folder, 'games.txt'), 'a.test\n');
  await lists('import', join(folder, 'games.txt'));
  writeFileSync(join(folder, 'games.txt'), '<!doctype html>');
  const { code, err } = await lists('import', join(folder, 'games.txt'));
  expect(code).toBe(1);
  expect(err).toMatch(/web page and not a list/);
  expect(await inForce()).toEqual(['a.test']);
  expect(readdirSync(join(dataRoot, 'lists/sources/games/versions'))).toHaveLength(1);
});

test('a disk that is full is told, and what was in force stays', async () => {
  writeFileSync(join(folder, 'games.txt'), 'a.test\n');
  await lists('import', join(folder, 'games.txt'));
  writeFileSync(join(folder, 'games.txt'), Array.from({ length: 50_000 }, (_, at) => `name-${at}.test\n`).join(''));
  // Files of this shell cannot grow beyond 128 blocks of 512 bytes.
  const command = `trap '' XFSZ; ulimit -f 128; exec "$0" "$@"`;
  const args = [cli, 'lists', 'import', join(folder, 'games.txt'), '--data', dataRoot];
  const { code, err } = await run('sh', '-c', command, process.execPath, ...args);
  expect(code).toBe(1);
  expect(err).toMatch(/There is no room on the disk/);
  expect(await inForce()).toEqual(['a.test']);
  expect(readdirSync(join(dataRoot, 'lists/sources/games/versions'))).toHaveLength(1);
});

test('whenever an import is killed, the version before or the one after is in force, whole', async () => {
  const [one, two] = [3_000, 5_000].map((count) => Array.from({ length: count }, (_, at) => `name-${at}-of-${count}.test`));
  writeFileSync(join(folder, 'one.txt'), (one ?? []).join('\n'));
  writeFileSync(join(folder, 'two.txt'), (two ?? []).join('\n'));
  const seen = new Set<number>();
  for (let round = 0; round < 8; round++) {
    const script = join(projectRoot, 'tests/lists/children/import-for-ever.ts');
    const child = spawn(process.execPath, [script, dataRoot, join(folder, 'one.txt'), join(folder, 'two.txt')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await wait((round * 7) % 41);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const hosts = await inForce();
    expect([one, two]).toContainEqual(hosts);
    seen.add(hosts.length);
  }
  // What killed imports left behind goes with the next one.
  writeFileSync(join(folder, 'feed.txt'), 'a.test');
  await lists('import', join(folder, 'feed.txt'), '--name', 'feed', '--category', 'games');
  expect(readdirSync(join(dataRoot, 'lists/sources/feed/versions'))).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(dataRoot, 'lists/sources/feed/source.json'), 'utf8'))).toMatchObject({ current: { entries: 1 } });
});
