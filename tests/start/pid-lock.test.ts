import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../start/pid-lock.mjs';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schoolgate-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a lock that somebody alive holds is not given to a second one, and is free again when it is let go', () => {
  const first = takeLock(file);
  expect(first.taken).toBe(true);
  expect(takeLock(file)).toEqual({ taken: false, pid: process.pid });
  if (first.taken) first.release();
  expect(readdirSync(folder)).toEqual([]);
  expect(takeLock(file).taken).toBe(true);
});

test('the lock of a process that was killed is taken over', async () => {
  const holder = spawn('sleep', ['60']);
  const { pid = 0 } = holder;
  writeFileSync(file, JSON.stringify({ pid, started: startOf(pid) }));
  expect(takeLock(file)).toEqual({ taken: false, pid });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(takeLock(file).taken).toBe(true);
  expect(readdirSync(folder)).toEqual(['lock']);
});

test('a stranger that got the number of the dead holder does not keep the lock', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: '1' }));
  expect(takeLock(file).taken).toBe(true);
});

test('a lock file that was damaged is taken over', () => {
  for (const damaged of ['', '{', '{"pid":-1}', '{"pid":"all"}']) {
    writeFileSync(file, damaged);
    const lock = takeLock(file);
    expect(lock.taken).toBe(true);
    if (lock.taken) lock.release();
  }
});

test('a takeover that was cut short by a kill holds nobody up for long', () => {
  writeFileSync(file, JSON.stringify({ pid: 999_999_999, started: '1' }));
  writeFileSync(`${file}.takeover`, JSON.stringify({ pid: 999_999_998, started: '1' }));
  const minuteAgo = new Date(Date.now() - 60_000);
  utimesSync(`${file}.takeover`, minuteAgo, minuteAgo);
  expect(takeLock(file).taken).toBe(true);
  expect(readdirSync(folder)).toEqual(['lock']);
});

test('of many processes that find a dead holder at the same moment one at a time gets the lock', async () => {
  writeFileSync(file, JSON.stringify({ pid: 999_999_999, started: '1' }));
  const log = join(folder, 'log');
  const contender = fileURLToPath(new URL('./lock-contender.ts', import.meta.url));
  const contenders = Array.from({ length: 6 }, () => fork(contender, [file, log], { execArgv: [], silent: true }));
  const codes = await Promise.all(contenders.map((each) => once(each, 'exit')));
  expect(codes.map(([code]) => code)).toEqual(Array.from({ length: 6 }, () => 0));
  const turns = readFileSync(log, 'utf8').trim().split('\n');
  expect(turns).toHaveLength(6 * 2 * 20);
  // Everybody's "in" is followed by the same process's "out": nobody was in with somebody else.
  for (let index = 0; index < turns.length; index += 2) {
    expect(turns[index + 1]).toBe(turns[index]?.replace('in', 'out'));
  }
});

function startOf(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
