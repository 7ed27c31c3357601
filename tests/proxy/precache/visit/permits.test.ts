// Permissions that are only tried: they open what a decision could open, and nothing that nobody may open.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileBundle } from '#policies/bundle/compile.ts';
import type { Judge } from '#policies/engine/judge.ts';
import { nothingHeld } from '#policies/engine/holdings.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { effects } from '#policies/model/effect.ts';
import { layers } from '#policies/model/layer.ts';
import type { Match, Rule } from '#policies/model/rule.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { discard } from '#proxy/exchange/discard.ts';
import { permittedJudges } from '#proxy/policy/permitted-judge.ts';
import { html } from '../../../support/origin-site.ts';
import { openLessonSchool, type LessonSchool } from '../lesson-school.ts';

const list = (category: string, host: string) => ({
  id: category,
  name: category,
  category,
  entries: [[1, host] satisfies [number, string]],
});
const compiled = compileBundle({
  school: 'greenfield',
  number: 1,
  madeAt: 0,
  policy: starterPolicy,
  lists: [list('illegal', 'illegal.test'), list('helpline', 'helpline.test'), list('games', 'games.test')],
  phraseLists: [],
});
if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
const judgeWith = permittedJudges(compiled.bundle, nothingHeld);

const hosts = fc.constantFrom('illegal.test', 'www.illegal.test', 'helpline.test', 'games.test', 'test', 'other.test');
const paths = fc.constantFrom(null, '/', '/lesson', '/lesson?x=1');
const matches: fc.Arbitrary<Match> = fc.oneof(
  fc.constant<Match>({ kind: 'any' }),
  fc.record({ kind: fc.constant('host' as const), host: hosts, path: paths }),
  fc.record({ kind: fc.constant('host' as const), host: hosts, path: paths, below: fc.constant(true as const) }),
  fc.constantFrom('illegal', 'helpline', 'games').map((category): Match => ({ kind: 'category', category })),
  fc.constantFrom('.', 'illegal', '^https://illegal\\.test/').map((expression): Match => ({ kind: 'expression', expression })),
  fc.constant<Match>({ kind: 'range', range: '0.0.0.0/0' }),
);
const permit = (layer: Rule['layer'], effect: Rule['effect'], match: Match, id = 'permit'): Rule => ({
  id,
  layer,
  effect,
  match,
  audience: 'everyone',
  from: null,
  until: null,
  origin: { kind: 'decision', request: 'request-1', by: 'okafor' },
  reason: null,
});
const permits = fc
  .array(fc.tuple(matches, fc.constantFrom('everyone', 'year-8', 'staff')), { minLength: 1, maxLength: 6 })
  .map((all) => all.map(([match, audience], index): Rule => ({ ...permit('decision', 'allow', match, `permit-${index}`), audience })));
const verdictOn = (judge: Judge, url: string) => {
  const target = parseTarget(url);
  if (target === null) throw new Error(url);
  return judge.judge({ subject: { id: 'precache', groups: ['year-8'] }, target, destination: 'document', initiator: null, at: 0 });
};

describe('whatever is permitted for a visit', () => {
  test('what a mandatory list names stays closed, carried inside another address too, and a helpline is never recorded', () => {
    fc.assert(
      fc.property(permits, paths, fc.constantFrom('', 'www.'), (tried, path, below) => {
        const judge = judgeWith(tried);
        for (const url of [
          `https://${below}illegal.test${path ?? '/'}`,
          `https://translate.google.com/translate?u=${encodeURIComponent('https://illegal.test/')}`,
        ]) {
          const verdict = verdictOn(judge, url);
          expect([url, verdict.effect, verdict.because.rule.layer]).toEqual([url, 'block', 'mandatory']);
        }
        expect(verdictOn(judge, `https://helpline.test${path ?? '/'}`).obligations).toContain('do-not-record');
      }),
      { numRuns: 200 },
    );
  });

  test('a rule that is more than a permission is refused', () => {
    for (const layer of layers)
      for (const effect of effects) {
        const made = (): Judge => judgeWith([permit(layer, effect, { kind: 'any' })]);
        if (layer === 'decision' && effect === 'allow') made();
        else expect(made, `${layer} ${effect}`).toThrow(RangeError);
      }
  });
});

describe('through the pipeline', () => {
  let day: LessonSchool;
  beforeAll(async () => {
    day = await openLessonSchool({ permitted: false });
    day.outside.page('lesson.test/rivers', html('Rivers'));
    day.outside.page('illegal.test/', html('never'));
  });
  afterAll(() => day.close());

  const ask = async (url: string, tried: readonly Rule[]): Promise<[number, string | null]> => {
    const response = await day.fetch({ url, headers: [], group: '8b', at: day.now, permits: tried });
    discard(response);
    return [response.status, response.stopped?.why ?? null];
  };
  const lesson = [permit('decision', 'allow', { kind: 'host', host: 'lesson.test', path: null })];

  test('a visit is let through where it brings a permission, and nobody else is, before or after', async () => {
    const blocked = [403, expect.stringContaining('Games')];
    expect(await ask('https://lesson.test/rivers', [])).toEqual(blocked);
    expect(await ask('https://lesson.test/rivers', lesson)).toEqual([200, null]);
    expect(await ask('https://lesson.test/rivers', [])).toEqual(blocked);
    const pupil = await day.asPupil('https://lesson.test/rivers');
    discard(pupil);
    expect(pupil.status).toBe(403);
  });

  test('what the law forbids does not reach its origin, whatever is permitted', async () => {
    const everything = [permit('decision', 'allow', { kind: 'any' })];
    expect((await ask('https://illegal.test/', everything))[0]).toBe(403);
    expect(day.outside.requestsTo('illegal.test')).toEqual([]);
  });
});
