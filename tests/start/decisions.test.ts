// What the bootstrap decides from what it sees, without installing anything.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { needsChromium } from '../../start/chromium.mjs';
import { findNpm, reason, withoutOuterNpm } from '../../start/npm.mjs';
import { isRightNode } from '../../start/right-node.mjs';
import { countTests, isGood, summaryOf } from '../../start/test-report.mjs';

const folder = mkdtempSync(join(tmpdir(), 'schoolgate-decisions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('Node 22.19 and newer will do, but neither an older one nor the ended 23', () => {
  expect(['v22.19.0', 'v22.23.3', 'v24.0.0', 'v24.21.0', 'v26.1.0'].map(isRightNode)).toEqual([true, true, true, true, true]);
  expect(['v20.20.2', 'v22.18.9', 'v23.11.0', 'v18.0.0', ''].map(isRightNode)).toEqual([false, false, false, false, false]);
});

test('npm is found by the variable it sets, beside Node, or behind a link on the path', () => {
  const npm = join(folder, 'lib/node_modules/npm/bin/npm-cli.js');
  mkdirSync(join(npm, '..'), { recursive: true });
  writeFileSync(npm, '');
  mkdirSync(join(folder, 'bin'));
  symlinkSync(npm, join(folder, 'bin/npm'));
  expect(findNpm({ npm_execpath: npm }, '/nowhere/bin/node')).toBe(npm);
  expect(findNpm({}, join(folder, 'bin/node'))).toBe(npm);
  expect(findNpm({ PATH: `/nowhere:${join(folder, 'bin')}` }, '/nowhere/bin/node')).toBe(npm);
  expect(findNpm({ npm_execpath: '/opt/yarn.js', PATH: '/nowhere' }, '/nowhere/bin/node')).toBeNull();
});

test('the npm that runs us does not steer the npm that we run, but the user’s registry and proxy stay', () => {
  const kept = { PATH: '/bin', npm_config_registry: 'x', npm_config_proxy: 'y', npm_config_cache: 'z', HTTPS_PROXY: 'p' };
  const steering = {
    npm_config_nodedir: '/usr',
    NPM_CONFIG_NODEDIR: '/usr',
    npm_config_prefix: '/usr',
    npm_package_name: 'a',
    npm_lifecycle_event: 'start',
    npm_config_omit: 'dev',
  };
  expect(withoutOuterNpm({ ...kept, ...steering })).toEqual(kept);
});

test('what npm complains of becomes one sentence that says what to do', () => {
  expect(reason('npm error code ENOTFOUND\nnpm error network request failed')).toMatch(/registry cannot be reached; check the network/);
  expect(reason('npm error code EINTEGRITY\nnpm error sha512-…')).toMatch(/does not match its checksum/);
  expect(reason('npm error code EUSAGE')).toMatch(/do not agree/);
  expect(reason('npm error code ENOSPC')).toMatch(/disk is full/);
  expect(reason('npm error code EACCES')).toMatch(/cannot be written/);
  expect(reason('npm error code E500\nnpm error Something odd\nnpm error A complete log of this run')).toBe('npm says "Something odd".');
  expect(reason('')).toBe('npm says "".');
});

test('Chromium is only asked for when browser tests are', () => {
  expect([[], ['tests'], ['tests/browser'], ['browser/day.test.ts'], ['-t', 'x', 'tests/browser']].map(needsChromium)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect([['tests/store'], ['tests/policies', 'tests/proxy']].map(needsChromium)).toEqual([false, false]);
});

const report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}, {}, {}] }],
};

test('a run in which everything ran and passed is good', () => {
  const counts = countTests(report, 0);
  expect(summaryOf(counts)).toBe('3 passed, 0 failed');
  expect(isGood(counts, { picksByName: false })).toBe(true);
});

test('a run passes neither by skipping, nor by having no tests, nor by a file that did not load, nor by a broken end', () => {
  const skipped = countTests({ ...report, numPendingTests: 1, numTodoTests: 1 }, 0);
  expect(summaryOf(skipped)).toBe('3 passed, 0 failed, 2 skipped');
  expect(isGood(skipped, { picksByName: false })).toBe(false);
  expect(isGood(skipped, { picksByName: true })).toBe(true);
  expect(isGood(countTests({ ...report, numPassedTests: 0, testResults: [] }, 0), { picksByName: false })).toBe(false);
  const unloaded = countTests({ ...report, testResults: [...report.testResults, { status: 'failed', assertionResults: [] }] }, 1);
  expect(summaryOf(unloaded)).toBe('3 passed, 1 failed');
  expect(summaryOf(countTests(report, 1))).toBe('3 passed, 1 failed');
  expect(summaryOf(countTests(null, 0))).toBe('0 passed, 1 failed');
});
