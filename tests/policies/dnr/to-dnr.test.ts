import { describe, expect, test } from 'vitest';
import { toDnr } from '#policies/dnr/to-dnr.ts';
import { priorities } from '#policies/dnr/dnr-rule.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { bundleOf, listOf, requestOf, ruleOf, thursday } from '#tests/policies/support/judging.ts';
import { chromeMatching, type Outcome } from './chrome-matching.ts';

type Parts = Parameters<typeof bundleOf>[0];
const mia = { subject: { id: 'mia', groups: ['8b'] }, at: thursday, place: 'on-site' } as const;
const floorOf = (parts: Parts, options: Parameters<typeof toDnr>[2] = {}, asker: Parameters<typeof toDnr>[1] = mia) =>
  toDnr(bundleOf(parts), asker, options);

/** What the floor says of each address, and that the judge says the same. */
function said(parts: Parts, ...urls: string[]): Record<string, Outcome> {
  const judge = createJudge(bundleOf(parts));
  const floor = chromeMatching(floorOf(parts).rules);
  return Object.fromEntries(
    urls.map((url) => {
      const full = url.includes('://') ? url : `https://${url}`;
      const outcome = floor.outcome(new URL(full).href);
      expect(outcome === 'block', `${url} as the judge has it`).toBe(judge.judge(requestOf('8b', full)).effect === 'block');
      return [url, outcome];
    }),
  );
}

describe('names', () => {
  test('all blocked names stand in one rule, with what is below them', () => {
    const parts = { lists: [listOf('games', 'games.test', 'play.test'), listOf('gambling', 'bet.test')] };
    expect(said(parts, 'games.test', 'www.bet.test/x', 'http://play.test:8080/', 'games.test./', 'other.test', 'notgames.test')).toEqual({
      'games.test': 'block',
      'www.bet.test/x': 'block',
      'http://play.test:8080/': 'block',
      'games.test./': 'block',
      'other.test': 'nothing',
      'notgames.test': 'nothing',
    });
    expect(floorOf(parts).rules.filter(({ action }) => action.type === 'block')).toHaveLength(1);
  });

  test('a name under which strangers register names means itself alone', () => {
    const parts = {
      policy: {
        rules: [ruleOf('github.io'), ruleOf('gitlab.io', { match: { kind: 'host', host: 'gitlab.io', path: null, below: true } })],
      },
    };
    expect(said(parts, 'github.io', 'someone.github.io', 'gitlab.io', 'someone.gitlab.io')).toEqual({
      'github.io': 'block',
      'someone.github.io': 'nothing',
      'gitlab.io': 'block',
      'someone.gitlab.io': 'block',
    });
  });

  test('IP addresses in each spelling that reaches them', () => {
    const parts = {
      policy: { rules: [ruleOf('192.0.2.1'), ruleOf('2001:db8::1', { match: { kind: 'host', host: '2001:db8::1', path: null } })] },
    };
    const urls = ['http://192.0.2.1/', 'http://3221225985/', 'http://[::ffff:192.0.2.1]/', 'http://[2001:db8:0::1]/'];
    expect(Object.values(said(parts, ...urls))).toEqual(['block', 'block', 'block', 'block']);
    expect(said(parts, 'http://192.0.2.2/')).toEqual({ 'http://192.0.2.2/': 'nothing' });
  });
});

describe('precedence', () => {
  const decision = { layer: 'decision', effect: 'allow' } as const;

  test('a decision opens one page of a blocked site, and only that', () => {
    const parts = { lists: [listOf('games', 'games.test')], policy: { rules: [ruleOf('games.test/chess', decision)] } };
    expect(
      said(
        parts,
        'games.test',
        'games.test/chess',
        'games.test/chess/board?x',
        'games.test/chessboard',
        'games.test/Chess',
        'www.games.test/chess',
      ),
    ).toEqual({
      'games.test': 'block',
      'games.test/chess': 'allow',
      'games.test/chess/board?x': 'allow',
      'games.test/chessboard': 'block',
      'games.test/Chess': 'block',
      'www.games.test/chess': 'allow',
    });
  });

  test('the more exact name, the narrower group, then the stricter', () => {
    const parts = {
      policy: {
        rules: [
          ruleOf('example.org'),
          ruleOf('kids.example.org', { effect: 'warn' }),
          ruleOf('bad.kids.example.org'),
          ruleOf('library.test', { audience: 'ks3' }),
          ruleOf('library.test', { effect: 'allow', audience: '8b' }),
          ruleOf('twice.test'),
          ruleOf('twice.test', { effect: 'allow' }),
        ],
      },
    };
    expect(Object.values(said(parts, 'example.org', 'kids.example.org', 'x.bad.kids.example.org', 'library.test', 'twice.test'))).toEqual(
      ['block', 'nothing', 'block', 'allow', 'block'].map((outcome, at) => (at === 1 ? 'allow' : outcome)),
    );
  });

  test('nothing opens what the law closes, and confidential help stays open whatever is closed', () => {
    const parts = {
      lists: [
        listOf('illegal', 'illegal.test', 'mixed.test/bad'),
        listOf('helpline', 'helpline.test', 'mixed.test'),
        listOf('games', 'illegal.test'),
      ],
      policy: {
        rules: [ruleOf('illegal.test', decision), ruleOf('helpline.test', { layer: 'decision' }), ruleOf('x', { match: { kind: 'any' } })],
      },
    };
    const urls = ['illegal.test', 'helpline.test', 'mixed.test/bad', 'mixed.test/badly', 'other.test'];
    expect(Object.values(said(parts, ...urls))).toEqual(['block', 'allow', 'block', 'allow', 'block']);
    const { rules } = floorOf(parts);
    const closes = rules.filter(
      ({ condition }) => condition.requestDomains?.includes('illegal.test') && condition.regexFilter === undefined,
    );
    expect(closes.some(({ priority, action }) => priority > priorities.lift && action.type === 'block')).toBe(true);
    expect(closes.filter(({ action }) => action.type === 'allow').every(({ priority }) => priority < priorities.lift)).toBe(true);
  });

  test('only what the law closes, and what it keeps open, holds while the judge is there', () => {
    const parts = {
      lists: [listOf('illegal', 'illegal.test'), listOf('games', 'games.test')],
      policy: { rules: [ruleOf('closed.test', { layer: 'decision' }), ruleOf('school.test')] },
    };
    const lasting = floorOf(parts).rules.filter(({ priority, action }) => action.type === 'block' && priority > priorities.lift);
    expect(lasting.map(({ condition }) => condition.requestDomains)).toEqual([['illegal.test']]);
  });

  test('sites that nobody knows closed: only what somebody opened, and the school’s own servers', () => {
    const parts = {
      policy: { unknownSites: { ...starterPolicy.unknownSites, ks3: 'block' as const } },
      lists: [listOf('education', 'maths.test'), listOf('games', 'games.test')],
    };
    expect(Object.values(said(parts, 'maths.test', 'games.test', 'new.test', 'wss://new.test/'))).toEqual([
      'allow',
      'block',
      'block',
      'block',
    ]);
    const floor = chromeMatching(floorOf(parts, { open: ['https://school.test', 'http://127.0.0.1:8080'] }).rules);
    const urls = [
      'https://school.test/ask',
      'wss://school.test/',
      'http://127.0.0.1:8080/api',
      'http://127.0.0.1:8081/api',
      'http://school.test/',
    ];
    expect(urls.map((url) => floor.outcome(url))).toEqual(['allow', 'allow', 'allow', 'block', 'block']);
  });
});

describe('time', () => {
  const lunch = { id: 'lunch', name: 'Lunch', from: '12:00', to: '13:00' };
  const minutes = (count: number): number => thursday + count * 60_000;

  test('the floor holds until the next bell or the end of a permission', () => {
    const policy = { schedules: [lunch], timed: [{ schedule: 'lunch', group: 'ks3', category: 'games', effect: 'allow' as const }] };
    const parts = { policy, lists: [listOf('games', 'games.test')] };
    expect(floorOf(parts).until).toBe(minutes(30));
    const atLunch = floorOf(parts, {}, { ...mia, at: minutes(31) });
    expect(chromeMatching(atLunch.rules).outcome('https://games.test/')).toBe('nothing');
    const ends = {
      ...parts,
      policy: { ...policy, rules: [ruleOf('games.test', { layer: 'decision', effect: 'allow', until: minutes(10) })] },
    };
    expect(floorOf(ends).until).toBe(minutes(10));
    expect(floorOf({ policy: { schedules: [] }, lists: parts.lists }).until).toBeNull();
  });

  test('what begins or ends for somebody else does not matter', () => {
    const rules = [ruleOf('games.test', { layer: 'decision', effect: 'allow', audience: '8c', until: minutes(10) })];
    expect(floorOf({ policy: { schedules: [], rules } }).until).toBeNull();
  });
});

describe('obligations', () => {
  test('strict search where it is open, and never a way past a block', () => {
    const parts = { lists: [listOf('search-engine', 'bing.com'), listOf('games', 'duckduckgo.com', 'games.bing.com')] };
    const { rules, notExpressed } = floorOf(parts);
    const floor = chromeMatching(rules);
    expect(floor.outcome('https://www.bing.com/search?q=cats')).toBe('redirect');
    expect(floor.outcome('https://www.bing.com/search?q=cats&adlt=strict')).toBe('nothing');
    expect(floor.outcome('https://games.bing.com/search?q=cats&adlt=strict')).toBe('block');
    expect(floor.outcome('https://duckduckgo.com/?q=cats&kp=1')).toBe('block');
    expect(floor.outcome('https://www.google.co.uk/search?q=cats')).toBe('redirect');
    expect(floor.outcome('https://www.google.co.uk/search?q=cats', 'image')).toBe('nothing');
    expect(notExpressed.filter(({ kind }) => kind === 'safe-search').map(({ what }) => what)).toContain('strict search at bing');
  });

  test('with everything closed but one search engine, that one is strict and the others are closed', () => {
    const parts = {
      policy: { unknownSites: { ...starterPolicy.unknownSites, ks3: 'block' as const } },
      lists: [listOf('search-engine', 'bing.com', 'google.de')],
    };
    const floor = chromeMatching(floorOf(parts).rules);
    const urls = [
      'https://www.bing.com/search?q=a',
      'https://www.google.de/search?q=a',
      'https://www.google.fr/search?q=a&safe=active',
      'https://duckduckgo.com/?q=a&kp=1',
    ];
    expect(urls.map((url) => floor.outcome(url))).toEqual(['redirect', 'redirect', 'block', 'block']);
  });

  test('restricted video is asked for by whom the policy says', () => {
    const headersFor = (groups: string[]) =>
      chromeMatching(floorOf({}, {}, { ...mia, subject: { id: 'x', groups } }).rules)
        .matching('https://www.youtube.com/watch')
        .filter(({ action }) => action.type === 'modifyHeaders');
    expect(headersFor(['8b'])).toHaveLength(1);
    expect(headersFor(['staff'])).toHaveLength(0);
  });
});

describe('what cannot be expressed is listed', () => {
  test('ranges: IPv4 as they are, IPv6 not; a permission for one opens all addresses', () => {
    const range = (text: string) => ({ match: { kind: 'range', range: text } }) as const;
    const parts = { policy: { rules: [ruleOf('a', range('10.64.0.0/10')), ruleOf('b', range('2001:db8::/32'))] } };
    expect(Object.values(said(parts, 'http://10.64.0.1/', 'http://10.127.255.255/', 'http://10.128.0.1/', 'http://10.63.0.1/'))).toEqual([
      'block',
      'block',
      'nothing',
      'nothing',
    ]);
    expect(floorOf(parts).notExpressed.map(({ kind, what }) => `${kind} ${what}`)).toContainEqual(
      expect.stringMatching(/^range rule .*2001:db8::\/32$/),
    );
    const opened = {
      policy: { rules: [ruleOf('c', { ...range('2001:db8::/32'), effect: 'allow' }), ruleOf('d', { match: { kind: 'any' } })] },
    };
    const floor = chromeMatching(floorOf(opened).rules);
    expect(['http://[2001:db8::1]/', 'http://[::1]/', 'https://other.test/'].map((url) => floor.outcome(url))).toEqual([
      'allow',
      'allow',
      'block',
    ]);
  });

  test('expressions: where they mean the same over a whole address; a permission that does not opens everything below it', () => {
    const expression = (text: string, effect: 'allow' | 'block' = 'block') =>
      ruleOf('e', { effect, match: { kind: 'expression', expression: text } });
    const parts = { policy: { rules: [expression('casino[0-9]'), expression('^bad\\.'), expression('/x$')] } };
    const urls = ['my-casino7.test/', 'other.test/casino9', 'bad.test/', 'not.bad.test/', 'a.test/x', 'a.test/x/y', 'https.test/'];
    expect(Object.values(said(parts, ...urls))).toEqual(['block', 'block', 'block', 'nothing', 'block', 'nothing', 'nothing']);
    const odd = floorOf({ policy: { rules: [expression('abc|^bad'), expression('(?i)c'), ruleOf('games.test')] } });
    expect(odd.notExpressed.filter(({ kind }) => kind === 'expression')).toHaveLength(2);
    const opened = floorOf({
      policy: { rules: [expression('abc|^bad', 'allow'), ruleOf('x', { match: { kind: 'any' } }), ruleOf('games.test')] },
    });
    const floor = chromeMatching(opened.rules);
    expect(['https://games.test/', 'https://other.test/'].map((url) => floor.outcome(url))).toEqual(['block', 'nothing']);
    expect(opened.notExpressed.map(({ kind }) => kind)).toContain('below-permission');
  });

  test('one video: at the addresses that it usually has; the others are named as not expressed', () => {
    const video = (effect: 'allow' | 'block') => ruleOf('v', { effect, match: { kind: 'video', video: 'youtu.be/abcdefghijK' } });
    const usual = ['www.youtube.com/watch?v=abcdefghijK', 'youtu.be/abcdefghijK', 'www.youtube-nocookie.com/embed/abcdefghijK?x'];
    const others = ['www.youtube.com/watch?v=abcdefghijk', 'www.youtube.com/'];
    const urls = [...usual, ...others];
    const stopped = { policy: { rules: [video('block')] } };
    expect(Object.values(said(stopped, ...urls))).toEqual(['block', 'block', 'block', 'nothing', 'nothing']);
    expect(floorOf(stopped).notExpressed.find(({ kind }) => kind === 'expression')?.what).toMatch(/^rule .*: youtube:abcdefghijK$/);
    const opened = chromeMatching(floorOf({ policy: { rules: [video('allow'), ruleOf('youtube.com'), ruleOf('youtu.be')] } }).rules);
    expect([...usual.slice(0, 2), ...others].map((url) => opened.outcome(`https://${url}`))).toEqual(['allow', 'allow', 'block', 'block']);
  });

  test('a channel: its page; whose videos are Chrome does not know, so where one is opened the videos are left to the judge', () => {
    const channel = (effect: 'allow' | 'block') => ruleOf('c', { effect, match: { kind: 'channel', channel: 'youtube:@volcanoes' } });
    const urls = ['www.youtube.com/@volcanoes', 'www.youtube.com/watch?v=abcdefghijK', 'www.youtube.com/'];
    const stopped = { policy: { rules: [channel('block')] } };
    expect(Object.values(said(stopped, ...urls))).toEqual(['block', 'nothing', 'nothing']);
    expect(floorOf(stopped).notExpressed.find(({ what }) => what.endsWith('youtube:@volcanoes'))?.kind).toBe('stopped-path');
    const opened = chromeMatching(floorOf({ policy: { rules: [channel('allow'), ruleOf('youtube.com'), ruleOf('youtu.be')] } }).rules);
    expect(urls.map((url) => opened.outcome(`https://${url}`))).toEqual(['allow', 'allow', 'block']);
  });

  test('what Chrome refused: a stopped path as a plain filter, a permitted one as its whole host, an expression not at all', () => {
    const rules = [
      ruleOf('quiz.test/answers'),
      ruleOf('games.test'),
      ruleOf('games.test/chess', { effect: 'allow' }),
      ruleOf('e', { match: { kind: 'expression', expression: 'casino' } }),
    ];
    const refused = new Set(floorOf({ policy: { rules } }).rules.flatMap(({ condition }) => condition.regexFilter ?? []));
    const { rules: left, notExpressed } = floorOf({ policy: { rules } }, { refused });
    const floor = chromeMatching(left);
    const urls = [
      'quiz.test/answers',
      'quiz.test/Answers?x',
      'quiz.test/answersheet',
      'games.test/chess',
      'games.test/other',
      'casino.test/',
    ];
    expect(urls.map((url) => floor.outcome(`https://${url}`))).toEqual(['block', 'block', 'nothing', 'allow', 'allow', 'nothing']);
    expect(notExpressed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['stopped-path', 'permitted-path', 'expression']));
  });

  test('an address that writes a path otherwise is let through and never stopped by mistake', () => {
    const rules = [ruleOf('games.test'), ruleOf('games.test/chess', { effect: 'allow' }), ruleOf('quiz.test/answers')];
    const { rules: made, notExpressed } = floorOf({ policy: { rules } });
    const floor = chromeMatching(made);
    const judge = createJudge(bundleOf({ policy: { rules } }));
    for (const url of [
      'https://games.test/%63hess',
      'https://games.test//chess',
      'https://quiz.test/%61nswers',
      'https://games.test/chess/..%2fx',
    ]) {
      expect(floor.outcome(url), url).not.toBe('block');
      expect(judge.judge(requestOf('8b', url)).effect, url).toMatch(/allow|block/);
    }
    expect(notExpressed.filter(({ kind }) => kind === 'path-spelling')).toHaveLength(2);
  });

  test('half a policy makes no floor', () => {
    const bundle = { ...bundleOf(), materials: [{ kind: 'table' as const, sha256: '0'.repeat(64), bytes: 1 }] };
    expect(() => toDnr(bundle, mia)).toThrow(RangeError);
  });
});

test('a hundred thousand names are one rule', () => {
  const entries = Array.from({ length: 100_000 }, (_, at): [number, string] => [at + 1, `name-${at}.example${at % 300}.test`]);
  const bundle = bundleOf({ lists: [listOf('games', 'games.test')] });
  const large = { ...bundle, lists: [...bundle.lists, { id: 'large', name: 'Large', category: 'gambling', entries }] };
  const { rules } = toDnr(large, mia);
  expect(rules.filter(({ action }) => action.type === 'block').map(({ condition }) => condition.requestDomains?.length)).toEqual([100_001]);
  expect(rules.length).toBeLessThan(40);
});
