import { existsSync, lstatSync, readFileSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject, type ProjectCopy } from './project-copy.ts';

let project: ProjectCopy;
beforeAll(() => void (project = copyProject()));
afterAll(() => project.remove());

const built = (): string =>
  readdirSync(join(project.root, 'dist/web/assets'))
    .map((name) => readFileSync(join(project.root, 'dist/web/assets', name), 'utf8'))
    .join('');

test('the first start builds what is missing and hands its arguments over', async () => {
  const { code, out, err } = await project.run('start.mjs', ['--demo', '--data', 'x']);
  expect(err).toBe('Building the dashboard and the extension …\n');
  expect(out).toBe('["serve","--demo","--data","x"]\n');
  expect(code).toBe(0);
  expect(existsSync(join(project.root, 'dist/extension/manifest.json'))).toBe(true);
});

test('a start with nothing to do says nothing and builds nothing', async () => {
  const before = lstatSync(join(project.root, 'dist/web')).ino;
  const { out, err } = await project.run('start.mjs');
  expect([out, err]).toEqual(['["serve"]\n', '']);
  expect(lstatSync(join(project.root, 'dist/web')).ino).toBe(before);
});

test('a file that was only touched is not built again', async () => {
  utimesSync(join(project.root, 'policies/words.ts'), new Date(), new Date());
  expect((await project.run('start.mjs')).err).toBe('');
});

test('a changed file of one product rebuilds that one, a shared one rebuilds both', async () => {
  project.write('extension/background.ts', 'console.log("changed");\n');
  expect((await project.run('start.mjs')).err).toBe('Building the extension …\n');
  project.write('policies/words.ts', 'export const words: string = "second";\n');
  expect((await project.run('start.mjs')).err).toBe('Building the dashboard and the extension …\n');
  expect(built()).toContain('second');
});

test('a build that lost its main file is made again', async () => {
  rmSync(join(project.root, 'dist/extension/manifest.json'));
  expect((await project.run('start.mjs')).err).toBe('Building the extension …\n');
});

test('starts at the same moment build once, and none starts before the build is whole', async () => {
  project.write('policies/words.ts', 'export const words: string = "third";\n');
  const ends = await Promise.all([project.run('start.mjs'), project.run('start.mjs'), project.run('start.mjs')]);
  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(ends.filter(({ err }) => err.includes('Building'))).toHaveLength(1);
  expect(readdirSync(join(project.root, 'dist')).filter((name) => /lock|old|building/.test(name))).toEqual([]);
  expect(built()).toContain('third');
});

test('a source that does not compile ends the start with the reason, and the old build stays', async () => {
  project.write('dashboard/web/main.ts', 'import { nothing } from "./nowhere.ts";\nnothing();\n');
  const { code, out, err } = await project.run('start.mjs');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/Could not build the dashboard:[^]*nowhere/);
  expect(built()).toContain('third');
  project.write('dashboard/web/main.ts', 'import { words } from "../../policies/words.ts";\ndocument.title = words;\n');
});

test('commands that serve nothing need no builds', async () => {
  rmSync(join(project.root, 'dist'), { recursive: true });
  const { out, err } = await project.run('schoolgate.mjs', ['lists', 'check']);
  expect([out, err]).toEqual(['["lists","check"]\n', '']);
  expect(existsSync(join(project.root, 'dist/web'))).toBe(false);
});

test('an unknown run names those that there are', async () => {
  const { code, err } = await project.run('run.mjs', ['fly']);
  expect([code, err]).toEqual([1, 'There is no run called "fly": use one of build, check, bench, conformance, fuzz, mutation.\n']);
});

test('a registry that cannot be reached is one sentence', async () => {
  const lone = copyProject();
  try {
    rmSync(join(lone.root, 'node_modules'));
    const unreachable = {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(lone.root, 'cache'),
      npm_config_fetch_retries: '0',
    };
    const { code, out, err } = await lone.run('start.mjs', [], unreachable);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^Installing what Schoolgate is built on …\nCould not install [^\n]*: the npm registry cannot be reached; [^\n]*start again\.\n$/,
    );
  } finally {
    lone.remove();
  }
});

test('packages that are not those of the lock file, or not whole, are seen as missing', async () => {
  const probe = "import { dependenciesAreThere } from './dependencies.mjs'; console.log(dependenciesAreThere({ dev: true }));";
  writeFileSync(join(project.root, 'start/probe.mjs'), probe);
  const answer = async (): Promise<string> => (await project.run('probe.mjs')).out.trim();
  expect(await answer()).toBe('true');
  const lock = join(project.root, 'package-lock.json');
  const text = readFileSync(lock, 'utf8');
  writeFileSync(lock, text.replace(/("node_modules\/zod": \{\s+"version": ")[^"]+/, '$10.0.1'));
  expect(await answer()).toBe('false');
  writeFileSync(
    lock,
    text.replace('"node_modules/zod": {', '"node_modules/not-installed": { "version": "1.0.0" },\n    "node_modules/zod": {'),
  );
  expect(await answer()).toBe('false');
  truncateSync(lock, 100);
  expect(await answer()).toBe('false');
});
