import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readSource } from '#main/lists/read-source.ts';
import { usualLimits, type SourceLimits } from '#main/lists/source-limits.ts';
import type { ListItem } from '#policies/lists/list-item.ts';
import { tarOf, type TarEntry } from './tar-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'schoolgate-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(path: string, limits?: Partial<SourceLimits>) {
  const hosts: string[] = [];
  const sink = {
    list: () => 0,
    add: (_list: number, _line: number, item: ListItem) => void (item.kind === 'host' && hosts.push(item.host)),
  };
  const outcome = await readSource(join(folder, path), { id: 'src', name: 'Source' }, sink, { ...usualLimits, ...limits });
  return { outcome, hosts: hosts.sort(), skipped: outcome.ok ? outcome.value.skipped : [] };
}

const lists: TarEntry[] = [
  { name: 'lists/', type: '5' },
  { name: 'lists/adult/domains', content: bytes('a.test\nb.test\n') },
  { name: 'lists/adult/usage', content: bytes('black\n') },
  { name: 'lists/games/domains.gz', content: gzipSync('c.test\n') },
  { name: 'lists/porn', link: 'adult' },
  { name: 'lists/warez/domains.0', content: bytes('d.test\n') },
  { name: 'lists/warez/domains.1', content: bytes('e.test\n') },
];
const all = ['a.test', 'b.test', 'c.test', 'd.test', 'e.test'];

test('a folder, an archive and a packed archive of the same lists are the same', async () => {
  for (const part of ['adult', 'games', 'warez']) mkdirSync(join(folder, 'plain', part), { recursive: true });
  writeFileSync(join(folder, 'plain/adult/domains'), 'a.test\nb.test\n');
  writeFileSync(join(folder, 'plain/games/domains.gz'), gzipSync('c.test\n'));
  writeFileSync(join(folder, 'plain/warez/domains.0'), 'd.test\n');
  writeFileSync(join(folder, 'plain/warez/domains.1'), 'e.test\n');
  symlinkSync('adult', join(folder, 'plain/porn'));
  symlinkSync('/etc', join(folder, 'plain/violence'));
  writeFileSync(join(folder, 'lists.tar'), tarOf(lists));
  writeFileSync(join(folder, 'lists.tar.gz'), gzipSync(tarOf(lists)));
  // A wrong name does no harm.
  writeFileSync(join(folder, 'lists.txt'), gzipSync(tarOf(lists)));
  for (const source of ['plain', 'lists.tar', 'lists.tar.gz', 'lists.txt']) {
    const { hosts, skipped } = await read(source);
    expect(hosts, source).toEqual(all);
    expect(
      skipped.map(({ path }) => path),
      source,
    ).toContain(source === 'plain' ? 'porn' : 'lists/porn');
  }
});

test('a single packed file is a list by its own name', async () => {
  writeFileSync(join(folder, 'hosts-gambling.txt.gz'), gzipSync('0.0.0.0 a.test\n'));
  expect((await read('hosts-gambling.txt.gz')).hosts).toEqual(['a.test']);
  writeFileSync(join(folder, 'games.txt'), '');
  expect((await read('games.txt')).outcome.ok).toBe(true);
});

test('names that climb out of the archive, devices and links stay names', async () => {
  const hostile: TarEntry[] = [
    { name: '../../../../tmp/games/domains', content: bytes('a.test\n') },
    { name: '/etc/passwd/games/domains', content: bytes('b.test\n') },
    { name: 'games/null', type: '3' },
    { name: 'adult/domains', link: '/etc/passwd' },
    { name: 'chat/domains', link: '/etc/passwd', type: '1' },
  ];
  writeFileSync(join(folder, 'hostile.tar'), tarOf(hostile));
  const { hosts, skipped } = await read('hostile.tar');
  expect(hosts).toEqual(['a.test', 'b.test']);
  expect(skipped.map(({ path }) => path)).toEqual(['games/null', 'adult/domains', 'chat/domains']);
});

test('an archive inside an archive is told and left out, and the rest is read', async () => {
  const inner = tarOf([{ name: 'games/domains', content: bytes('hidden.test\n') }]);
  const nested: TarEntry[] = [
    { name: 'more.tar', content: inner },
    { name: 'more.tar.gz', content: gzipSync(inner) },
    { name: 'twice/domains.gz', content: gzipSync(gzipSync('twice.test')) },
    { name: 'games/domains', content: bytes('a.test\n') },
  ];
  writeFileSync(join(folder, 'nested.tar'), tarOf(nested));
  const { hosts, skipped } = await read('nested.tar');
  expect(hosts).toEqual(['a.test']);
  expect(skipped.map(({ path }) => path).sort()).toEqual(['more.tar', 'more.tar', 'twice/domains']);
  for (const { reason } of skipped) expect(reason).toMatch(/inside another/);
});

test.each([
  ['cut.tar', tarOf(lists).slice(0, 700), /cut off/],
  ['cut.tar.gz', gzipSync(tarOf(lists)).subarray(0, 200), /cut off/],
  ['cut.txt.gz', gzipSync('a.test\n'.repeat(5_000)).subarray(0, 40), /cut off/],
  ['broken.tar.gz', Uint8Array.from(gzipSync(tarOf(lists)), (byte, at) => (at === 60 ? byte ^ 255 : byte)), /damaged|cut off/],
  ['wrong.tar', Uint8Array.from(tarOf(lists), (byte, at) => (at === 512 + 3 ? byte ^ 1 : byte)), /header/],
  ['wrong.tar.gz', gzipSync(Uint8Array.from(tarOf(lists), (byte, at) => (at === 512 + 3 ? byte ^ 1 : byte))), /header/],
])('what is cut off or damaged is told and not used: %s', async (name, content, problem) => {
  writeFileSync(join(folder, name), content);
  const { outcome } = await read(name);
  expect(!outcome.ok && outcome.problem).toMatch(problem);
  expect(!outcome.ok && outcome.problem.startsWith(join(folder, name))).toBe(true);
});

test('a bomb is stopped before it goes off', async () => {
  const bomb = gzipSync(new Uint8Array(100 << 20));
  writeFileSync(join(folder, 'bomb.gz'), bomb);
  writeFileSync(join(folder, 'bomb.tar'), tarOf([{ name: 'games/domains.gz', content: bomb }]));
  writeFileSync(join(folder, 'bomb.tar.gz'), gzipSync(tarOf([{ name: 'games/domains', content: new Uint8Array(64 << 20) }])));
  for (const name of ['bomb.gz', 'bomb.tar', 'bomb.tar.gz']) {
    const { outcome } = await read(name);
    expect(!outcome.ok && outcome.problem, name).toMatch(/200 times/);
  }
  const { outcome } = await read('lists.tar.gz', { unpacked: 20 });
  expect(!outcome.ok && outcome.problem).toMatch(/unpacks to more than/);
});

test('a swarm of entries is stopped', async () => {
  writeFileSync(
    join(folder, 'many.tar'),
    tarOf(Array.from({ length: 50 }, (_, at) => ({ name: `games/${at}.txt`, content: bytes('a.test') }))),
  );
  const { outcome } = await read('many.tar', { entries: 40 });
  expect(!outcome.ok && outcome.problem).toMatch(/more than 40 entries/);
});

test('what is not there, or is no file, is told', async () => {
  const { outcome } = await read('nothing');
  expect(!outcome.ok && outcome.problem).toMatch(/There is no/);
});
