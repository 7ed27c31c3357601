// The proxy with several workers as `serve` runs it.
import { Agent } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { recorded } from '../support/events.ts';
import { newDataFolder, removeFolder, serveSchool } from './served-school.ts';
import { openThroughProxy } from './through-proxy.ts';

test('two workers serve one port, judge alike, and end in good order with every event kept', async () => {
  const data = newDataFolder('proxy: { workers: 2 }\naddresses:\n  - { cidr: 127.0.0.0/8, group: ks3, name: Test room }\n');
  const school = await serveSchool(data, { command: 'proxy', flags: ['--proxy-port', '0'] });
  try {
    const asked = Array.from({ length: 12 }, (_, turn) => openThroughProxy(school.proxyPort, `http://games.test/${turn}`, new Agent()));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([403]));
    const { code, afterMs } = await school.end();
    expect([code, afterMs < 10_000]).toEqual([0, true]);
    const store = await openSqlite(join(data, 'store/schoolgate.sqlite'));
    const [first] = await store.schools();
    const references = first ? (await recorded(store.forSchool(first.id))).map(({ id }) => id.replaceAll('-', '')) : [];
    await store.close();
    expect([references.length, new Set<string | null | undefined>(references)]).toEqual([
      12,
      new Set(answers.map((answer) => answer?.reference)),
    ]);
    expect(school.err()).not.toContain('"level":50');
  } finally {
    removeFolder(data);
  }
}, 60_000);
