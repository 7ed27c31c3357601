// The schedule, with real processes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dueSources, nextFetch } from '#main/lists/due-sources.ts';
import { parseListsFile, type ListsFile } from '#main/lists/lists-file.ts';
import { newState, readState, type SourceState } from '#main/lists/source-state.ts';
import { keepListsFresh } from '#main/serve/list-updates.ts';
import { gives, startListServer, type ListServer } from './list-server.ts';

let server: ListServer;
const dataRoot = mkdtempSync(join(tmpdir(), 'schoolgate-fresh-'));
beforeAll(async () => {
  server = await startListServer();
});
afterAll(async () => {
  await server.close();
  rmSync(dataRoot, { recursive: true, force: true });
});

const file = (text: string): ListsFile => {
  const read = parseListsFile('lists.yaml', text);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
};
const nightly = file(
  'sources:\n  feed: { url: "https://lists.test/games.txt", schedule: "30 4 * * *" }\n  hand: { url: "https://lists.test/x" }\n',
);
const lastAt = (iso: string, outcome: 'taken' | 'failed' = 'taken'): SourceState => ({
  ...newState('Feed'),
  last: { at: Date.parse(iso), outcome, problem: null },
});

test('a list is due when its schedule says so in the school’s time, summer and winter', () => {
  expect(nextFetch(nightly, 'feed', lastAt('2026-11-24T12:00:00Z'))).toBe(Date.parse('2026-11-25T04:30:00Z'));
  expect(nextFetch(nightly, 'feed', lastAt('2026-07-01T12:00:00Z'))).toBe(Date.parse('2026-07-02T03:30:00Z'));
  expect(nextFetch(nightly, 'hand', null)).toBeNull();
});

test('a new list is due at once, a missed night is made up for, a failure is tried again after an hour', () => {
  const due = (state: SourceState | null, at: string): string[] => dueSources(nightly, new Map([['feed', state]]), Date.parse(at));
  expect(due(null, '2026-11-24T12:00:00Z')).toEqual(['feed']);
  expect(due(lastAt('2026-11-24T12:00:00Z'), '2026-11-25T04:29:00Z')).toEqual([]);
  expect(due(lastAt('2026-11-24T12:00:00Z'), '2026-11-25T04:30:00Z')).toEqual(['feed']);
  expect(due(lastAt('2026-11-20T12:00:00Z'), '2026-11-25T03:00:00Z')).toEqual(['feed']);
  expect(due(lastAt('2026-11-24T12:00:00Z', 'failed'), '2026-11-24T12:59:00Z')).toEqual([]);
  expect(due(lastAt('2026-11-24T12:00:00Z', 'failed'), '2026-11-24T13:00:00Z')).toEqual(['feed']);
});

test('what is due is fetched by itself, and a mistake in lists.yaml is told once', async () => {
  server.answer = gives('a.test\nb.test\n', '"one"');
  writeFileSync(join(dataRoot, 'authority.pem'), server.root);
  writeFileSync(join(dataRoot, 'settings.yaml'), 'proxy:\n  extraRoots: [authority.pem]\n');
  writeFileSync(join(dataRoot, 'lists.yaml'), `sources:\n  feed: { url: "${server.origin}/games.txt", schedule: "30 4 * * *" }\n`);
  const told: string[] = [];
  const updates = keepListsFresh({ dataRoot, clock: Date.now, every: 100, tell: (line) => told.push(line) });
  try {
    const state = () => readState(join(dataRoot, 'lists/sources/feed'));
    await vi.waitFor(async () => expect((await state())?.current?.entries).toBe(2), { timeout: 15_000 });
    await vi.waitFor(() => expect(told).toEqual(['Lists: feed: a new version is in force.']), { timeout: 5_000 });
    writeFileSync(join(dataRoot, 'lists.yaml'), 'sources:\n  feed: { url: "http://lists.test/" }\n');
    await vi.waitFor(() => expect(told).toHaveLength(2), { timeout: 5_000 });
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(told[1]).toMatch(/lists\.yaml, line 2, sources\.feed\.url: this will not do; give an address with https/);
    expect(told).toHaveLength(2);
  } finally {
    await updates.stop();
  }
  expect(server.asked).toHaveLength(1);
});
