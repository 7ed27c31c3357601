// `kill -9` of any process in the middle of traffic: every block page that somebody was shown is on record, once.
import { Agent } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { eventually } from '../support/events.ts';
import { isAlive, newDataFolder, removeFolder, serveSchool, type ServedSchool } from './served-school.ts';
import { openThroughProxy } from './through-proxy.ts';

const data = newDataFolder();
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
let running: ServedSchool | null = null;
afterAll(async () => {
  agent.destroy();
  if (running && isAlive(running.pid)) await running.end('SIGKILL');
  removeFolder(data);
});

/** Pupils who go on asking for a blocked site, and remember every reference that they were shown in full. */
function pupilsAsk(proxyPort: number, shown: string[]): { stop(): Promise<void> } {
  const over = new AbortController();
  const pupil = async (number: number): Promise<void> => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      const answer = await openThroughProxy(proxyPort, `http://games.test/${number}/${turn}`, agent);
      if (answer?.reference) shown.push(answer.reference);
      if (!answer) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const pupils = Array.from({ length: 8 }, (_, number) => pupil(number));
  return {
    async stop() {
      over.abort();
      await Promise.all(pupils);
    },
  };
}

async function recordedReferences(): Promise<string[]> {
  const store = await openSqlite(`${data}/store/schoolgate.sqlite`);
  try {
    const [school] = await store.schools();
    const events: AccessEvent[] = [];
    let cursor: string | null = null;
    do {
      const page: { events: AccessEvent[]; next: string | null } = await store
        .forSchool(school?.id ?? '')
        .events.find({ limit: 500, kinds: ['blocked'], ...(cursor === null ? {} : { cursor }) });
      events.push(...page.events);
      cursor = page.next;
    } while (cursor !== null);
    return events.map(({ id }) => id);
  } finally {
    await store.close();
  }
}

test('the proxy is killed again and again, then the dashboard, then the supervisor, and no shown block is lost or doubled', async () => {
  const shown: string[] = [];
  const first = await serveSchool(data);
  running = first;
  let pupils = pupilsAsk(first.proxyPort, shown);
  const more = (beyond: number): Promise<true> => eventually('more block pages', () => shown.length > beyond && true, 20_000);

  for (let time = 0; time < 3; time += 1) {
    await more(shown.length + 30);
    const victim = await eventually('a proxy process', () => first.childPid('proxy'), 10_000);
    process.kill(victim, 'SIGKILL');
    await eventually('another proxy process', () => first.childPid('proxy') !== null && first.childPid('proxy') !== victim, 20_000);
  }
  await more(shown.length + 30);
  expect(first.out()).toContain('The proxy ended (SIGKILL); starting it again.\n');

  const dashboard = first.childPid('dashboard') ?? 0;
  const before = shown.length;
  process.kill(dashboard, 'SIGKILL');
  await more(before + 30);
  await eventually(
    'the dashboard answers again',
    () =>
      fetch(`${first.dashboardUrl}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    20_000,
  );
  expect(first.out()).toContain('The dashboard ended (SIGKILL); starting it again.\n');

  const children = [first.childPid('proxy') ?? 0, first.childPid('dashboard') ?? 0];
  await first.end('SIGKILL');
  await eventually('the children end when the supervisor is gone', () => !children.some(isAlive), 10_000);
  await pupils.stop();

  const second = await serveSchool(data);
  running = second;
  pupils = pupilsAsk(second.proxyPort, shown);
  await more(shown.length + 30);
  await pupils.stop();
  expect((await second.end()).code).toBe(0);

  const recorded = await recordedReferences();
  expect(shown.length).toBeGreaterThan(150);
  expect(new Set(shown).size).toBe(shown.length);
  expect(new Set(recorded).size).toBe(recorded.length);
  const kept = new Set(recorded);
  expect(shown.filter((reference) => !kept.has(reference))).toEqual([]);
}, 120_000);

test('when whoever started it is gone, it ends in good order and leaves nobody behind', async () => {
  const own = newDataFolder();
  const school = await serveSchool(own);
  running = school;
  const children = [school.childPid('proxy') ?? 0, school.childPid('dashboard') ?? 0];
  expect(children.every(isAlive)).toBe(true);
  expect(await school.abandon()).toBe(0);
  expect(children.some(isAlive)).toBe(false);
  removeFolder(own);
});
