// Our proxy beside http-mitm-proxy on the same work in the same run. The CPU time of each proxy's own process is what counts: rates
// depend on what else the machine does.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createTestAuthority } from '../support/test-authority.ts';
import { median, medianRatio } from './medians.ts';
import { startChild, type MeasuredChild } from './measured-child.ts';
import { scenarios, type OriginPlace } from './proxy-scenarios.ts';
import { squidVersion, startSquid } from './squid.ts';
import { programVersion, versionOf, type Report } from './report.ts';
import type { ThroughProxy } from './tunnel-client.ts';

const placeSchema = z.object({ port: z.number() });
const proxySchema = z.object({ port: z.number(), authority: z.string() });
const ours = 'schoolgate';
const baseline = 'http-mitm-proxy';
const squid = 'squid';
/** More names than all rounds use: Squid is told beforehand where each of them is. */
const squidNames = 4000;

export async function benchProxy(options: readonly string[]): Promise<Report> {
  const { values } = parseArgs({
    args: [...options],
    options: { rounds: { type: 'string', default: '5' }, quick: { type: 'boolean', default: false } },
  });
  const rounds = Math.max(1, Number.parseInt(values.rounds, 10) || 5);
  const scale = values.quick ? 0.1 : 1;
  const authority = await createTestAuthority();
  const origin = await startChild('bench-origin.ts', await authority.issue(['*.bench.test']), (message) => placeSchema.parse(message));
  const start = (script: string): Promise<Proxy> => startChild(script, { root: authority.root }, (message) => proxySchema.parse(message));
  const proxies = new Map([
    [ours, () => start('our-proxy.ts')],
    [baseline, () => start('http-mitm-proxy.ts')],
  ]);
  if (squidVersion() !== null)
    proxies.set(squid, () =>
      startSquid(authority.root, ['h0.bench.test', ...Array.from({ length: squidNames }, (_, index) => `n${index + 1}.bench.test`)]),
    );
  try {
    return reportOf(await measureAll(proxies, origin.ready.port, rounds, scale), rounds, scale);
  } finally {
    await origin.stop();
  }
}

type Proxy = MeasuredChild<ThroughProxy>;
type Starters = ReadonlyMap<string, () => Promise<Proxy>>;

/** Scenario → proxy → one value a round. The first round warms up and is thrown away. */
type Measured = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

async function measureAll(starters: Starters, port: number, rounds: number, scale: number): Promise<Measured> {
  const measured = new Map(
    scenarios.map(({ name }) => [name, new Map([...starters.keys()].map((proxy): [string, number[]] => [proxy, []]))]),
  );
  let names = 0;
  const place: OriginPlace = { port, newName: () => `n${(names += 1)}.bench.test` };
  const running = new Map<string, Proxy>();
  try {
    for (const [name, start] of starters) running.set(name, await start());
    for (let round = 0; round <= rounds; round += 1) {
      for (const scenario of scenarios) {
        if (scenario.fresh && round === 0) continue;
        // Each goes first in every other round.
        const order = round % 2 === 0 ? [...running] : [...running].toReversed();
        for (const [name, warm] of order) {
          const value = await (scenario.fresh
            ? onFresh(starters.get(name), (proxy) => scenario.measure(proxy, place, scale))
            : scenario.measure(warm, place, scale));
          if (round > 0) measured.get(scenario.name)?.get(name)?.push(value);
        }
      }
      console.error(round === 0 ? 'warmed up' : `round ${round} of ${rounds} done`);
    }
  } finally {
    await Promise.all([...running.values()].map((proxy) => proxy.stop()));
  }
  return measured;
}

async function onFresh(start: (() => Promise<Proxy>) | undefined, measure: (proxy: Proxy) => Promise<number>): Promise<number> {
  if (!start) throw new Error('no such proxy');
  const proxy = await start();
  try {
    return await measure(proxy);
  } finally {
    await proxy.stop();
  }
}

function reportOf(measured: Measured, rounds: number, scale: number): Report {
  const version = squidVersion();
  const others = version === null ? [baseline] : [baseline, squid];
  const of = (scenario: string, proxy: string): readonly number[] => measured.get(scenario)?.get(proxy) ?? [];
  const figures = scenarios.map(({ name, unit }) => ({
    scenario: name,
    unit,
    rounds: Object.fromEntries([ours, ...others].map((proxy) => [proxy, of(name, proxy)])),
    median: Object.fromEntries([ours, ...others].map((proxy) => [proxy, median(of(name, proxy))])),
    timesOurs: Object.fromEntries(others.map((proxy) => [proxy, medianRatio(of(name, proxy), of(name, ours))])),
  }));
  return {
    name: 'Proxy: CPU and memory through TLS interception',
    columns: ['scenario', 'unit', ours, ...others.flatMap((proxy) => [proxy, 'times ours'])],
    rows: figures.map(({ scenario, unit, median: middle, timesOurs }) => [
      scenario,
      unit,
      shown(middle[ours]),
      ...others.flatMap((proxy) => [shown(middle[proxy]), (timesOurs[proxy] ?? Number.NaN).toFixed(2)]),
    ]),
    notes: [
      `Medians of ${rounds} rounds after one to warm up${scale === 1 ? '' : ', each shortened (--quick)'}; "times ours" is the median of the ratios within each round, above 1 in our favour.`,
      'CPU: user and system time of the proxy with all its threads and helpers. Ours judges, records and caches; http-mitm-proxy only passes on, with connections kept alive.',
      'http-mitm-proxy has no cache, so for it the cacheable row is a miss, and it speaks HTTP/1.1 where a browser would take HTTP/2.',
      ...(version === null
        ? ['Squid (squid-openssl) is not installed, so it was not measured.']
        : ['Squid: one worker, memory cache, no access list, no log.']),
      `e2guardian ${programVersion('e2guardian', '-v') === null ? 'is not installed, so it' : 'needs a school’s configuration and'} was not measured.`,
    ],
    figures: { rounds, scale, scenarios: figures },
    peers: { [baseline]: versionOf(baseline), undici: versionOf('undici'), ...(version === null ? {} : { [squid]: version }) },
  };
}

function shown(value: number | undefined): string {
  return value === undefined ? '-' : value.toPrecision(3);
}
