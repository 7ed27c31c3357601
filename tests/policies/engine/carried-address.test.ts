import { describe, expect, test } from 'vitest';
import { carriedTargets, isCarrier } from '#policies/engine/carried-address.ts';
import { formatTarget } from '#policies/engine/target.ts';
import { ask, judgeOf, listOf, requestOf, ruleOf, targetOf } from '#tests/policies/support/judging.ts';

const carriedBy = (url: string): string | null => {
  const [inner] = carriedTargets(targetOf(url));
  return inner ? formatTarget(inner) : null;
};

test.each([
  ['https://www-roblox-com.translate.goog/discover?_x_tr_sl=en', 'https://www.roblox.com/discover?_x_tr_sl=en'],
  ['https://my--site-example-org.translate.goog/', 'https://my-site.example.org/'],
  ['https://translate.google.com/translate?sl=en&u=https%3A%2F%2Fgames.test%2Fplay', 'https://games.test/play'],
  ['https://translate.google.com/translate?u=games.test', 'https://games.test/'],
  ['https://webcache.googleusercontent.com/search?q=cache:AbC123:games.test/play', 'https://games.test/play'],
  ['https://web.archive.org/web/20200101000000id_/http://games.test/play', 'http://games.test/play'],
  ['https://web.archive.org/web/2020/games.test', 'https://games.test/'],
  ['https://games-test.cdn.ampproject.org/c/s/games.test/page', 'https://games.test/page'],
  ['https://r.jina.ai/https://games.test/', 'https://games.test/'],
  ['https://proxy.test/browse.php?u=http%3A%2F%2Fgames.test%2F&b=4', 'http://games.test/'],
  ['https://proxy.test/browse.php?b=4&U=HTTP://games.test/', 'http://games.test/'],
  ['https://proxy.test/?%75%72l=%68ttps://games.test/', 'https://games.test/'],
  ['https://proxy.test/index.php?u=aHR0cHM6Ly9nYW1lcy50ZXN0L3BsYXk=', 'https://games.test/play'],
  ['https://proxy.test/index.php?u=SFRUUFM6Ly9nYW1lcy50ZXN0L3BsYXk=', 'https://games.test/play'],
  ['https://proxy.test/index.php?u=aFRUcHM6Ly9nYW1lcy50ZXN0L3BsYXk=', 'https://games.test/play'],
  ['https://proxy.test/https://games.test/play?x=1', 'https://games.test/play?x=1'],
  ['https://proxy.test/fetch/https:/games.test/play', 'https://games.test/play'],
  ['https://proxy.test/https%3A%2F%2Fgames.test%2Fplay', 'https://games.test/play'],
  ['https://proxy.test/go?https://games.test/', 'https://games.test/'],
])('%s carries %s', (url, inner) => {
  expect(carriedBy(url)).toBe(inner);
});

test.each([
  'https://example.org/',
  'https://example.org/?u=alice',
  'https://example.org/?q=https://games.test/',
  'https://example.org/login?continue=https://games.test/',
  'https://example.org/?u=http://',
  'https://example.org/how-https-works',
  'https://translate.goog/',
  'https://a.b.translate.goog/',
  'https://web.archive.org/about',
])('%s carries nothing', (url) => {
  expect(carriedBy(url)).toBeNull();
});

describe('the judge looks inside', () => {
  const judge = judgeOf({
    lists: [listOf('games', 'games.test'), listOf('illegal', 'illegal.test')],
    policy: {
      rules: [
        ruleOf('warn.test', { effect: 'warn' }),
        ruleOf('translate.goog', { effect: 'allow', layer: 'decision' }),
        ruleOf('blocked.test'),
      ],
    },
  });

  test('a blocked page stays blocked under a translator’s name, and the verdict says whose it is', () => {
    expect(ask(judge, '8b', 'https://games-test.translate.goog/')).toMatchObject({
      effect: 'block',
      category: 'games',
      because: { carried: 'games.test' },
    });
    expect(ask(judge, 'year-12', 'https://games-test.translate.goog/').effect).toBe('allow');
    expect(ask(judge, 'staff', 'https://illegal-test.translate.goog/').because.rule.id).toBe('mandatory:illegal');
  });
  test('through more than one', () => {
    expect(ask(judge, '8b', 'https://web.archive.org/web/2020/https://proxy.test/?u=https://games.test/').because.carried).toBe(
      'games.test',
    );
  });
  test('a page that is allowed opens nothing outside', () => {
    expect(ask(judge, '8b', 'https://blocked.test/?u=https://fine.test/').because.rule.layer).toBe('school');
  });
  test('a warning inside warns outside', () => {
    expect(ask(judge, '8b', 'https://proxy.test/?u=https://warn.test/')).toMatchObject({
      effect: 'warn',
      because: { carried: 'warn.test' },
    });
  });
  test('a blocked site that carries an illegal page is illegal, so that nobody asks for it', () => {
    expect(ask(judge, '8b', 'https://blocked.test/?u=https://illegal.test/').because).toMatchObject({
      carried: 'illegal.test',
      rule: { layer: 'mandatory' },
    });
  });
  test('already at CONNECT, where the name alone says it', () => {
    expect(judge.tunnel(requestOf('8b', 'https://games-test.translate.goog/'))).toMatchObject({
      handling: 'intercept',
      verdict: { effect: 'block' },
    });
  });
  test('an address that holds addresses without end is judged in no time', () => {
    const started = performance.now();
    ask(judge, '8b', `https://proxy.test/?${'u=http://a.test/?'.repeat(4000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test('known carriers', () => {
  expect(isCarrier('x.translate.goog')).toBe(true);
  expect(isCarrier('nottranslate.goog')).toBe(false);
});
