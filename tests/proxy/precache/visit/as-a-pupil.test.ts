// A visit is judged as a pupil of the class in all that a pupil meets: words of pages, kinds of files, warnings; in both ways, and unrecorded.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '#policies/model/rule.ts';
import { defaultPrecacheLimits } from '#proxy/precache/precache-limits.ts';
import type { VisitResult } from '#proxy/precache/visit/visit.ts';
import { withoutPolicy } from '../../../support/chromium/managed-policy.ts';
import { html } from '../../../support/origin-site.ts';
import { openProxiedSchool, testPolicy, type ProxiedSchool } from '../../support/proxied-school.ts';
import { file, page } from './sites/visited-site.ts';

const said = 'how to hurt myself';
const warning: Rule = {
  id: 'warned',
  layer: 'school',
  effect: 'warn',
  match: { kind: 'host', host: 'warned.test', path: null },
  audience: 'everyone',
  from: null,
  until: null,
  origin: { kind: 'policy', name: 'The school' },
  reason: null,
};
const policy = {
  ...testPolicy,
  rules: [...testPolicy.rules, warning],
  pages: {
    words: { '8b': { 'self-harm': { flag: 40, block: 80 } } },
    files: { '8b': [{ type: 'application/zip' }] },
    holdMs: 400,
    holdKb: 64,
    readKb: 128,
  },
};

let day: ProxiedSchool;
let letGo: () => void;
beforeAll(async () => {
  letGo = await withoutPolicy();
  day = await openProxiedSchool({ policy });
  day.outside.page('words.test/', html(`<p>${said}<p>${said}`));
  day.outside.page('files.test/', page('<img alt="" src="/all.zip">'));
  day.outside.page('files.test/all.zip', file('application/zip', 'PK'));
  day.outside.page('warned.test/', page('<h1>Careful</h1>'));
}, 320_000);
afterAll(async () => {
  await day.close();
  letGo();
});

const visit = (url: string, by?: 'crawler', group = '8b'): Promise<VisitResult> =>
  day.proxy.visit({
    url,
    group,
    at: day.now(),
    permits: [],
    signal: new AbortController().signal,
    limits: defaultPrecacheLimits,
    progress: () => undefined,
    ...(by === undefined ? {} : { by }),
  });
const outcomeOf = ({ requests }: VisitResult, url: string) => requests.find((one) => one.url === url)?.outcome;

test.each([undefined, 'crawler'] as const)(
  'words that stop a page, a kind of file, a warning (%s)',
  async (by) => {
    expect(outcomeOf(await visit('https://words.test/', by), 'https://words.test/')).toMatchObject({
      is: 'blocked',
      stopped: { category: 'self-harm', why: expect.stringContaining('words') },
    });
    // Another class may read it.
    expect(outcomeOf(await visit('https://words.test/', by, '8c'), 'https://words.test/')).toMatchObject({ is: 'fetched' });
    expect(outcomeOf(await visit('https://files.test/', by), 'https://files.test/all.zip')).toMatchObject({ is: 'blocked' });
    const warned = await visit('https://warned.test/', by);
    expect(outcomeOf(warned, 'https://warned.test/')).toMatchObject({ is: 'fetched', warned: { rule: 'warned' } });
    expect([warned.title, warned.notes.map(({ about }) => about)]).toEqual(['Made up', ['warned']]);
    expect(await day.events()).toEqual([]);
  },
  40_000,
);
