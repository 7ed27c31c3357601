// The golden corpus on its second host: the real proxy, asked over real sockets by devices of the people in the corpus.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadLists } from '#main/lists.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { parseReference } from '#policies/engine/reference.ts';
import { parseCorpus, reasonFor } from '#tests/golden/corpus.ts';
import type { EnrolledDevice } from '../support/enrolled-device.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

const folder = join(import.meta.dirname, '../golden');
const start = { policy: starterPolicy, lists: (await loadLists([])).lists };
const corpora = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => ({ file, corpus: parseCorpus(readFileSync(join(folder, file), 'utf8'), start) }));

test('the corpus is there', () => {
  expect(corpora.reduce((sum, { corpus }) => sum + corpus.cases.length, 0)).toBeGreaterThanOrEqual(105);
});

describe.each(corpora)('$file', ({ corpus }) => {
  let day: SchoolDay;
  const devices = new Map<string, EnrolledDevice>();
  beforeAll(async () => {
    day = await openSchoolDay({ policy: corpus.policy, lists: corpus.lists });
    for (const [name, subject] of corpus.people) {
      const person = {
        id: subject.id,
        name,
        login: `${name.toLowerCase()}@corpus.test`,
        kind: 'pupil' as const,
        groups: subject.groups,
        teaches: [],
      };
      if (subject.groups.length > 0) await day.school.people.save([person]);
      devices.set(name, await day.deviceOf(person));
    }
  });
  afterAll(() => day.close());

  test.each(corpus.cases)('line $line: $name, $url → $effect', async ({ name, url, at, effect, because }) => {
    day.setTime(at);
    // The handshake of a WebSocket is a request of http or https (RFC 6455 §4.1).
    const answer = await devices.get(name)?.open(url.replace(/^ws/, 'http'));
    const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(answer?.text ?? '')?.[0];
    if (effect !== 'block') return expect([answer?.status, reference]).toEqual([200, undefined]);
    expect(answer?.status).toBe(403);
    const event = await day.school.events.byId(parseReference(reference ?? '') ?? '');
    expect(event && reasonFor(event.rule, event.category)).toEqual(because);
  });
});
