// What is asked of each proxy, and what it costs it.
import { setTimeout as wait } from 'node:timers/promises';
import type { MeasuredChild } from './measured-child.ts';
import { agentFor, getThrough, many, type ThroughProxy } from './tunnel-client.ts';

export interface Scenario {
  readonly name: string;
  readonly unit: 'CPU ms a request' | 'MB of memory gained at most';
  /** Needs a process that did nothing before: memory that was once taken is not given back. */
  readonly fresh: boolean;
  measure(proxy: MeasuredChild<ThroughProxy>, origin: OriginPlace, scale: number): Promise<number>;
}

export interface OriginPlace {
  readonly port: number;
  /** Names that nobody has used yet. */
  newName(): string;
}

const width = 16;

/** CPU milliseconds of the proxy for each request. The connections are opened before, because they are measured elsewhere. */
const keepAlive = (name: string, path: string, requests: number, protocol: 'http/1.1' | 'h2' = 'http/1.1'): Scenario => ({
  name,
  unit: 'CPU ms a request',
  fresh: false,
  async measure(proxy, { port }, scale) {
    const total = Math.ceil(requests * scale);
    const agent = agentFor(proxy.ready, width, protocol);
    const origin = `https://h0.bench.test:${port}`;
    await many(width * 4, width, () => getThrough(agent, origin, path));
    const before = proxy.cpu();
    await many(total, width, () => getThrough(agent, origin, path));
    const used = proxy.cpu() - before;
    await agent.close();
    return (used * 1000) / total;
  },
});

const newHost: Scenario = {
  name: 'new host (certificate made), 1 KB',
  unit: 'CPU ms a request',
  fresh: false,
  async measure(proxy, { port, newName }, scale) {
    const total = Math.ceil(60 * scale);
    const before = proxy.cpu();
    await many(total, 2, async () => {
      const agent = agentFor(proxy.ready, 1);
      await getThrough(agent, `https://${newName()}:${port}`, '/miss/1024');
      await agent.close();
    });
    return ((proxy.cpu() - before) * 1000) / total;
  },
};

const newConnection: Scenario = {
  name: 'new connection to a known host, 1 KB',
  unit: 'CPU ms a request',
  fresh: false,
  async measure(proxy, { port }, scale) {
    const total = Math.ceil(300 * scale);
    const before = proxy.cpu();
    await many(total, 4, async () => {
      const agent = agentFor(proxy.ready, 1);
      await getThrough(agent, `https://h0.bench.test:${port}`, '/miss/1024');
      await agent.close();
    });
    return ((proxy.cpu() - before) * 1000) / total;
  },
};

/** A film for a client that stops reading: what the proxy holds of it. */
const slowReader: Scenario = {
  name: 'film of 300 MB, reader stalls',
  unit: 'MB of memory gained at most',
  fresh: true,
  async measure(proxy, { port }) {
    const agent = agentFor(proxy.ready, 1);
    await getThrough(agent, `https://h0.bench.test:${port}`, '/miss/1024');
    const before = proxy.memory();
    const { body } = await agent.request({ origin: `https://h0.bench.test:${port}`, path: '/stream/300', method: 'GET' });
    body.on('error', () => undefined);
    let most = 0;
    for (let tenths = 0; tenths < 40; tenths += 1) {
      await wait(100);
      most = Math.max(most, proxy.memory() - before);
    }
    body.destroy();
    await agent.destroy();
    return most / 1e6;
  },
};

export const scenarios: readonly Scenario[] = [
  keepAlive('keep-alive miss, 1 KB', '/miss/1024', 4000),
  keepAlive('the same, HTTP/2 where it is offered', '/miss/1024', 4000, 'h2'),
  keepAlive('keep-alive miss, 20 KB', '/miss/20480', 3000),
  keepAlive('keep-alive cacheable, 20 KB', '/hit/20480', 4000),
  newConnection,
  newHost,
  slowReader,
];
