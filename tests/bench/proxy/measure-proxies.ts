// Inside the private network: starts origin, names, generator and proxies, measures in rounds, and sends the report.
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createTestAuthority } from '../../support/test-authority.ts';
import { e2guardianVersion } from '../e2guardian.ts';
import { startChild } from '../measured-child.ts';
import { makePhraseWorkload } from '../phrase-workload.ts';
import type { Report } from '../report.ts';
import { syntheticNames } from '../synthetic-names.ts';
import { startGenerator } from './generator.ts';
import type { Peer, PeerName, PeerSettings } from './peer.ts';
import { columns, pageOfParts, reportRow, type Measured } from './report-rows.ts';
import { jobFor, rows, type Row, type Workbench } from './rows.ts';
import { startE2guardian } from './start-e2guardian.ts';
import { pinnedTo } from './start-program.ts';
import { startSchoolgate } from './start-schoolgate.ts';
import { squidVersion, startSquid } from './start-squid.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const scale = values.quick ? 0.2 : 1;
const names = values.quick ? 200_000 : 5_000_000;
const rounds = Math.max(1, Number(values.rounds ?? (values.quick ? 3 : 5)));
const versions: Readonly<Record<string, string | null>> = { squid: squidVersion(), e2guardian: e2guardianVersion() };
const starters: Readonly<Record<PeerName, (settings: PeerSettings) => Promise<Peer>>> = {
  schoolgate: startSchoolgate,
  squid: startSquid,
  e2guardian: startE2guardian,
};
const chosen = rows.filter(({ name }) => values.only?.split(',').some((part) => name.includes(part)) ?? true);

const folder = mkdtempSync(join(tmpdir(), 'schoolgate-bench-'));
const stops: (() => Promise<void>)[] = [];
try {
  process.send?.(await measure());
} finally {
  for (const stop of stops.toReversed()) await stop();
  rmSync(folder, { recursive: true, force: true });
  if (process.connected) process.disconnect();
}

async function measure(): Promise<Report> {
  const list = await writeNames(join(folder, 'list'));
  const authority = await createTestAuthority();
  const certificate = await authority.issue(['*.bench.test']);
  const page = `<!doctype html><title>x</title><p>${makePhraseWorkload(10, 0.03).raw.join(' ').slice(0, 20_000)}</p>`;
  const outside = await startChild('load-origin.ts', { ...certificate, page }, (message) => message, [...pinnedTo(1)]);
  stops.push(() => outside.stop());
  const dns = await startChild('bench-names.ts', {}, (message) => message, [...pinnedTo(1)]);
  stops.push(() => dns.stop());
  const generator = await startGenerator();
  stops.push(() => generator.stop());
  let hosts = 1_000;
  const bench: Workbench = {
    generator,
    scale,
    newHosts: (count) => (hosts += count) - count,
    asked: () =>
      new Promise((resolve) => {
        outside.heard((message) => resolve(z.object({ asked: z.number() }).parse(message).asked));
        outside.tell({ asked: true });
      }),
  };
  const peers: Peer[] = [];
  for (const name of ['schoolgate', 'squid', 'e2guardian'] as const) {
    if (versions[name] === null) continue;
    console.error(`starting ${name} with ${names} names …`);
    const peer = await starters[name]({ root: authority.root, list, clients: 64 });
    stops.push(() => peer.stop());
    peers.push(peer);
    // Compilers and caches of all of them are as in the middle of a day.
    const warm = values.quick ? 5_000 : 10_000;
    await generator.run({ ...jobFor(peer), paths: ['/miss/1024', '/hit/1024/#'], objects: 100, bytes: 1024, width: 32, total: warm });
    peer.group.signal('SIGSTOP');
  }
  return report(await inRounds(bench, peers));
}

/** Round by round, in random order inside each; whoever is not measured is held still. */
async function inRounds(bench: Workbench, peers: readonly Peer[]): Promise<Measured> {
  const measured = new Map(chosen.map(({ name }) => [name, new Map<PeerName, number[]>()]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const row of chosen) {
      for (const peer of shuffled(peers.filter(({ name }) => row.peers.includes(name)))) {
        peer.group.signal('SIGCONT');
        const value = await row.measure(bench, peer).catch((problem: unknown) => {
          console.error(`${row.name}, ${peer.name}: ${String(problem)}`);
          return Number.NaN;
        });
        peer.group.signal('SIGSTOP');
        // The first round warms up.
        const of = measured.get(row.name);
        if (round > 0) of?.set(peer.name, [...(of.get(peer.name) ?? []), value]);
      }
    }
    console.error(round === 0 ? 'warmed up' : `round ${round} of ${rounds} done`);
    if (round > 0) for (const row of chosen) console.error(reportRow(row, measured).join('  '));
  }
  return measured;
}

function report(measured: Measured): Report {
  const parts: Pick<Row, 'name' | 'unit' | 'target'> = {
    name: 'one page, computed from its parts',
    unit: 'CPU s / 1,000',
    target: { squid: 0.35, e2guardian: 0.35 },
  };
  const withPage = new Map([...measured, [parts.name, pageOfParts(measured)]]);
  const figures = Object.fromEntries([...withPage].map(([name, peers]) => [name, Object.fromEntries(peers)]));
  return {
    name: 'Proxy: CPU beside Squid and e2guardian, TLS read',
    columns,
    rows: [...chosen, parts].map((row) => reportRow(row, withPage)),
    notes: [
      `Medians of ${rounds} rounds after one to warm up${values.quick ? ', each a fifth as long (--quick: the figures are rough)' : ''}; ratios within the same round. User and system time of the whole process group.`,
      `The list has ${names.toLocaleString('en')} names for all three. Ours also judges by the starter policy, caches, and records what it records in a school (page views, of which every sixtieth request on a connection is one, and all that is stopped); the others keep no log. Squid caches in memory; e2guardian has no cache, so its hits are misses.`,
      'A page is 12 new connections to known hosts, 60 requests of 20 kB of which half may be cached, and a fifth of a new host.',
      ...Object.entries(versions).flatMap(([name, version]) =>
        version === null ? [`${name} is not installed, so it was not measured.`] : [],
      ),
    ],
    figures: { rounds, scale, names, rows: figures },
    peers: Object.fromEntries(Object.entries(versions).flatMap(([name, version]) => (version === null ? [] : [[name, version]]))),
  };
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

async function writeNames(file: string): Promise<string> {
  const out = createWriteStream(file, { highWaterMark: 1 << 20 });
  for (const name of syntheticNames(names, 2))
    if (!out.write(`${name}\n`)) await new Promise<void>((resolve) => out.once('drain', resolve));
  out.end();
  await finished(out);
  return file;
}
