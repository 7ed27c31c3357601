// What is asked through each proxy, and what is counted.
import type { LoadJob, LoadResult } from '../load/load-job.ts';
import type { Generator } from './generator.ts';
import type { Peer, PeerName } from './peer.ts';

export interface Workbench {
  readonly generator: Generator;
  /** Numbers of hosts that nobody asked for before. */
  newHosts(count: number): number;
  /** Requests that the origin was asked since the start. */
  asked(): Promise<number>;
  /** 1: in full; less: shorter. */
  readonly scale: number;
}

/** At most so many times what the other takes. */
export interface Target {
  readonly squid?: number;
  readonly e2guardian?: number;
}

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly target: Target;
  readonly peers: readonly PeerName[];
  measure(bench: Workbench, peer: Peer): Promise<number>;
}

const all: readonly PeerName[] = ['schoolgate', 'squid', 'e2guardian'];
const known = 12;

export const jobFor = (peer: Peer, scheme: 'https' | 'http' = 'https') => ({
  port: scheme === 'http' ? peer.plainPort : peer.port,
  scheme,
  authority: peer.authority,
  hosts: { first: 0, count: 1 },
});

/** The proxy's CPU seconds for the job, without what opens and warms. */
export async function cpuOf({ generator }: Workbench, peer: Peer, job: LoadJob): Promise<{ cpu: number; result: LoadResult }> {
  let before = peer.group.cpu();
  const result = await generator.run(job, () => (before = peer.group.cpu()));
  return { cpu: peer.group.cpu() - before, result };
}

/** CPU seconds a thousand requests. */
function requests(
  name: string,
  target: Target,
  peers: readonly PeerName[],
  total: number,
  job: (peer: Peer, bench: Workbench) => Omit<LoadJob, 'total'>,
): Row {
  return {
    name,
    unit: 'CPU s / 1,000',
    target,
    peers,
    async measure(bench, peer) {
      const count = Math.ceil(total * bench.scale);
      const asked = await bench.asked();
      const wanted = job(peer, bench);
      const { cpu } = await cpuOf(bench, peer, { ...wanted, total: count });
      const kept = wanted.paths.every((path) => path.startsWith('/hit/')) && peer.name !== 'e2guardian';
      // A hit that the origin was asked for is none.
      if (kept && (await bench.asked()) - asked > 2 * (wanted.objects ?? 1)) throw new Error('the cache was not used');
      return (cpu * 1000) / count;
    },
  };
}

/** CPU seconds a gigabyte of bodies. */
function bulk(name: string, target: Target, peers: readonly PeerName[], total: number, job: (peer: Peer) => Omit<LoadJob, 'total'>): Row {
  return {
    name,
    unit: 'CPU s / GB',
    target,
    peers,
    async measure(bench, peer) {
      const { cpu, result } = await cpuOf(bench, peer, { ...job(peer), total: Math.max(2, Math.ceil(total * bench.scale)) });
      return (cpu * 1e9) / result.bytes;
    },
  };
}

const kept =
  (path: string, bytes: number, objects = 1) =>
  (peer: Peer) => ({
    ...jobFor(peer),
    paths: [path],
    objects,
    bytes,
    width: 32,
    warm: Math.max(300, objects * 2),
  });

export const rowNames = {
  miss20: 'keep-alive miss, 20 kB',
  hit20: 'keep-alive hit, 20 kB',
  connection: 'new TLS connection, known host',
  host: 'new host',
  page: 'one page, measured whole',
} as const;

export const rows: readonly Row[] = [
  requests('keep-alive miss, 1 kB', { squid: 0.8, e2guardian: 0.4 }, all, 20_000, kept('/miss/1024', 1024)),
  requests(rowNames.miss20, { squid: 0.85, e2guardian: 0.7 }, all, 12_000, kept('/miss/20480', 20_480)),
  requests('keep-alive hit, 1 kB', { squid: 0.8, e2guardian: 0.25 }, all, 20_000, kept('/hit/1024/#', 1024, 100)),
  requests(rowNames.hit20, { squid: 0.6, e2guardian: 0.25 }, all, 12_000, kept('/hit/20480/#', 20_480, 100)),
  requests(rowNames.connection, { squid: 0.25, e2guardian: 0.3 }, all, 1_000, (peer) => ({
    ...jobFor(peer),
    hosts: { first: 0, count: known },
    paths: ['/miss/1024'],
    bytes: 1024,
    width: 8,
    warm: 60,
    perConnection: 1,
  })),
  requests(rowNames.host, { squid: 0.9, e2guardian: 0.8 }, all, 400, (peer, bench) => ({
    ...jobFor(peer),
    hosts: { first: bench.newHosts(Math.ceil(400 * bench.scale)), count: Math.ceil(400 * bench.scale) },
    paths: ['/miss/1024'],
    bytes: 1024,
    width: 4,
    perConnection: 1,
  })),
  {
    name: rowNames.page,
    unit: 'CPU s / 1,000',
    target: { squid: 0.35, e2guardian: 0.35 },
    peers: all,
    async measure(bench, peer) {
      const pages = Math.max(5, Math.ceil(60 * bench.scale));
      const page = {
        ...jobFor(peer),
        hosts: { first: 0, count: known },
        paths: ['/miss/20480', '/hit/20480/#'],
        objects: 30,
        bytes: 20_480,
        width: known,
        warm: 120,
        perConnection: 5,
        total: pages * 60,
      };
      const fresh = Math.ceil(pages / 5);
      const whole = await cpuOf(bench, peer, page);
      const first = bench.newHosts(fresh);
      const others = { ...jobFor(peer), hosts: { first, count: fresh }, paths: ['/miss/1024'], bytes: 1024, width: 2, perConnection: 1 };
      const added = await cpuOf(bench, peer, { ...others, total: fresh });
      return ((whole.cpu + added.cpu) * 1000) / pages;
    },
  },
  bulk('intercepted bodies of 2 MB', { squid: 0.8, e2guardian: 1.6 }, all, 200, (peer) => ({
    ...jobFor(peer),
    paths: ['/miss/2097152'],
    bytes: 2_097_152,
    width: 4,
    warm: 4,
  })),
  bulk('intercepted bodies of 200 MB', { squid: 0.8, e2guardian: 1.6 }, all, 4, (peer) => ({
    ...jobFor(peer),
    paths: ['/big/200'],
    bytes: 200 * 1_048_576,
    width: 2,
    warm: 0,
  })),
  requests('plain HTTP miss, 1 kB', { squid: 0.6, e2guardian: 0.4 }, all, 20_000, (peer) => ({
    ...jobFor(peer, 'http'),
    paths: ['/miss/1024'],
    bytes: 1024,
    width: 32,
    warm: 300,
  })),
  bulk('tunnel that is not read, 2 MB', { squid: 1 }, ['schoolgate', 'squid'], 200, (peer) => ({
    port: peer.plainPort,
    scheme: 'https',
    authority: '',
    hosts: { first: 0, count: 1, named: 'tunnel.bench.test' },
    paths: ['/miss/2097152'],
    bytes: 2_097_152,
    width: 4,
    warm: 4,
  })),
];
