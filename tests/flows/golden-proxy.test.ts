// The golden corpus on its second host: the real proxy, asked over real sockets by devices of the people in the corpus.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseReference } from '#policies/engine/reference.ts';
import { reasonFor, type GoldenCase } from '#tests/golden/case-lines.ts';
import { readCorpora } from '#tests/golden/corpora.ts';
import { openCorpusDay } from '#tests/golden/corpus-day.ts';
import type { EnrolledDevice } from '../support/enrolled-device.ts';
import type { SchoolDay } from '../support/school-day.ts';

/** Characters of an address that the proxy takes (`limits.headerBytes`, with room for the other fields). */
const longest = 30_000;

/** A proxy in the school cannot be asked by a laptop at home; what it does at CONNECT its own tests hold. */
const canBeAsked = ({ place, handling, url }: GoldenCase): boolean =>
  place === 'on-site' && handling === null && new URL(url).href.length < longest;

const corpora = readCorpora()
  .map(({ file, corpus }) => ({ file, corpus, cases: corpus.cases.filter(canBeAsked) }))
  .filter(({ cases }) => cases.length > 0);

test('the corpus is there', () => {
  expect(corpora.reduce((sum, { cases }) => sum + cases.length, 0)).toBeGreaterThanOrEqual(740);
});

describe.each(corpora)('$file', ({ corpus, cases }) => {
  let day: SchoolDay;
  const devices = new Map<string, EnrolledDevice>();
  beforeAll(async () => {
    const opened = await openCorpusDay(corpus, {});
    day = opened.day;
    for (const person of opened.people) devices.set(person.name, await day.deviceOf(person));
  });
  afterAll(() => day.close());

  test.each(cases.map((one) => ({ ...one, told: one.url.slice(0, 120) })))('line $line: $name, $told → $effect', async (expected) => {
    const { name, url, at, effect, because, details } = expected;
    day.setTime(at);
    // The handshake of a WebSocket is a request of http or https (RFC 6455 §4.1).
    const answer = await devices.get(name)?.open(url.replace(/^ws/, 'http'));
    const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(answer?.text ?? '')?.[0];
    if (effect === 'allow') return expect([answer?.status, reference]).toEqual([200, undefined]);
    expect(answer?.status).toBe(403);
    const event = await day.school.events.byId(parseReference(reference ?? '') ?? '');
    expect(event?.effect).toBe(effect);
    expect(event && reasonFor(event.rule, event.category)).toEqual(because);
    if (details.line === undefined) return;
    const [line, keyed] = details.line.split(', ');
    expect(event?.list && `${event.list.line} of ${event.list.id}`).toBe(line);
    // Nothing of what a keyed list names is kept.
    if (keyed !== undefined) expect(event?.target).toMatchObject({ host: 'withheld', path: null });
  });
});
