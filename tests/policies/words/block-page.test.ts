import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import {
  blockPageBody,
  blockPageContentSecurityPolicy,
  blockPageStyle,
  blockPageTitle,
  renderBlockPage,
  type BlockPageInput,
} from '#policies/words/block-page.ts';
import { renderProblemPage } from '#policies/words/problem-page.ts';
import { judgeOf, listOf, requestOf, ruleOf, targetOf, thursday } from '#tests/policies/support/judging.ts';

const day = 86_400_000;
const judge = judgeOf({
  lists: [listOf('games', '# Games', 'games.test'), listOf('illegal', 'illegal.test'), listOf('suicide', 'suicide.test')],
  policy: {
    unknownSites: Object.fromEntries(Object.keys(judgeOf().policy.unknownSites).map((phase) => [phase, 'block' as const])),
    rules: [
      ruleOf('exam.test', {
        reason: 'Closed during the mock exams.',
        until: thursday + day,
        origin: { kind: 'policy', name: 'Mock exams' },
      }),
    ],
  },
});

const openJudge = judgeOf({ lists: [listOf('games', 'games.test')] });

const inputFor = (url: string, change: Partial<BlockPageInput> = {}): BlockPageInput => ({
  verdict: judge.judge(requestOf('8b', url)),
  target: targetOf(url),
  reference: '7K3M9QX2VB4D',
  subjectKind: 'pupil',
  schoolName: 'Greenfield School',
  at: thursday,
  timeZone: 'Europe/London',
  enforcedBy: 'proxy',
  askUrl: 'https://filter.test/ask/7K3M9QX2VB4D',
  reportUrl: 'https://filter.test/report/7K3M9QX2VB4D',
  phaseName: 'Key Stage 3',
  ...change,
});

/** Every tag with its attributes' names, and the text. */
function read(markup: string): { tags: string[]; links: string[]; text: string } {
  const tags: string[] = [];
  const links: string[] = [];
  let text = '';
  const parser = new Parser({
    onopentag(name, attributes) {
      tags.push([name, ...Object.keys(attributes)].join(' '));
      if (attributes['href'] !== undefined) links.push(attributes['href']);
    },
    ontext: (piece) => void (text += piece),
  });
  parser.end(markup);
  return { tags, links, text: text.replace(/\s+/g, ' ').trim() };
}
const textFor = (url: string, change: Partial<BlockPageInput> = {}): string => read(blockPageBody(inputFor(url, change))).text;

describe('a block page says', () => {
  const page = read(blockPageBody(inputFor('https://www.games.test/play?level=3')));

  test('what happened, to which site, why, and what the category means', () => {
    expect(page.text).toContain(
      'This page is blocked www.games.test It belongs to the category “Games”, which is blocked for Key Stage 3. Games. Sites for playing or downloading games',
    );
  });
  test('the reference, the address, the rule, the list with its line, when and where', () => {
    expect(page.text).toContain(
      'Reference7K3M-9QX2-VB4D Addresshttps://www.games.test/play?level=3 CategoryGames RuleGames, Key Stage 3 ListTest games, line 2 Policyversion 7 TimeThursday 5 November 2026, 11:30 Stopped bythe school’s network',
    );
  });
  test('what to do next', () => {
    expect(page.links).toEqual(['https://filter.test/ask/7K3M9QX2VB4D', 'https://filter.test/report/7K3M9QX2VB4D']);
    expect(page.text).toContain('Ask for this page This is a mistake');
    expect(page.text).toContain('Talk to your teacher');
  });
  test('in its title what was blocked and where', () => {
    expect(blockPageTitle(inputFor('https://games.test/'))).toBe('Blocked: games.test – Greenfield School');
  });
  test('of a rule of the school, the reason given and until when it holds', () => {
    expect(textFor('https://exam.test/')).toContain(
      'Greenfield School has a rule of its own for this page. Reason given. Closed during the mock exams.',
    );
    expect(textFor('https://exam.test/')).toContain('RuleMock exams Holds untilFriday 6 November 2026, 11:30');
  });
  test('of an unknown site, that nobody has looked at it', () => {
    expect(textFor('https://new.test/')).toContain('No list knows this site yet.');
  });
  test('of a page inside another’s address, whose it is', () => {
    expect(
      textFor('https://games-test.translate.goog/', { verdict: openJudge.judge(requestOf('8b', 'https://games-test.translate.goog/')) }),
    ).toContain('games-test.translate.goog, which shows pages of games.test');
  });
  test('who stopped it when the browser did', () => {
    expect(textFor('https://games.test/', { enforcedBy: 'extension' })).toContain('Stopped bythis browser');
  });
});

test('an illegal page says that nobody can open it and does not offer to ask, whoever it is', () => {
  for (const subjectKind of ['pupil', 'staff', 'other'] as const) {
    const { text, links } = read(blockPageBody(inputFor('https://illegal.test/', { subjectKind })));
    expect(text).toContain('Nobody at Greenfield School can open it, and it cannot be asked for.');
    expect(text).not.toContain('Ask for this page');
    expect(links).toEqual(['https://filter.test/report/7K3M9QX2VB4D']);
  }
});

test('somebody who looks for suicide is told first where help is', () => {
  const { text, links } = read(blockPageBody(inputFor('https://suicide.test/')));
  expect(text).toContain('Childline 0800 1111');
  expect(text).toContain('Samaritans 116 123');
  expect(text.indexOf('You are not on your own')).toBeLessThan(text.indexOf('It belongs to the category'));
  expect(links).toEqual(expect.arrayContaining(['tel:08001111', 'tel:116123']));
  expect(textFor('https://games.test/')).not.toContain('Childline');
});

test('an offer that is not there is left out', () => {
  expect(read(blockPageBody(inputFor('https://games.test/', { askUrl: null }))).links).toHaveLength(1);
  const neither = blockPageBody(inputFor('https://games.test/', { askUrl: null, reportUrl: null }));
  expect(neither).not.toContain('actions');
});

describe('nothing that a pupil or a school writes becomes markup', () => {
  const benign = read(renderBlockPage(inputFor('https://exam.test/'))).tags;
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '"><script>alert(1)</script>',
      "' onload=alert(1) x='",
      '</title><img src=x onerror=alert(1)>',
      '</style><script>',
      '<!--',
      '&lt;script&gt;',
      '`${alert(1)}`',
      '\u202egnp.exe',
      '\ud800',
    ),
  );

  test('whatever it is, the page has the same elements and attributes', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (host, path, name, reason) => {
        const input = inputFor('https://exam.test/');
        const { because } = input.verdict;
        const page = renderBlockPage({
          ...input,
          target: { ...input.target, host, path },
          schoolName: name,
          phaseName: name,
          verdict: { ...input.verdict, because: { ...because, rule: { ...because.rule, reason, origin: { kind: 'policy', name } } } },
        });
        expect(read(page).tags).toEqual(benign);
        expect(page.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
  test('hostile text is shown as it is', () => {
    expect(renderBlockPage({ ...inputFor('https://games.test/'), schoolName: 'St <b>& "Mary"' })).toContain(
      'St &lt;b&gt;&amp; &quot;Mary&quot;',
    );
  });
  test.each(['javascript:alert(1)', 'data:text/html,x', ' javascript:alert(1)', 'no address', ''])(
    'a link to %j is left out',
    (address) => {
      expect(read(blockPageBody(inputFor('https://games.test/', { askUrl: address, reportUrl: address }))).links).toEqual([]);
    },
  );
  test('an address of any length leaves the page readable', () => {
    expect(renderBlockPage(inputFor(`https://games.test/${'a'.repeat(100_000)}`)).length).toBeLessThan(10_000);
  });
});

describe('the document', () => {
  const page = renderBlockPage(inputFor('https://games.test/'));

  test('is whole, in British English, and loads and runs nothing', () => {
    const { tags } = read(page);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    expect(tags.filter((tag) => /^(main|h1|title)\b/.test(tag))).toHaveLength(3);
    expect(tags.some((tag) => /^(script|img|link|iframe|form|object|svg)\b| on| src\b| style\b/.test(tag))).toBe(false);
    expect(page).not.toMatch(/url\(|@import|@font-face/);
  });
  test('holds the body and the style that are given out alone', () => {
    expect(page).toContain(blockPageBody(inputFor('https://games.test/')));
    expect(page).toContain(`<style>${blockPageStyle}</style>`);
  });
  test('is let in by a content security policy that lets in its style and nothing else', () => {
    const hash = createHash('sha256').update(blockPageStyle).digest('base64');
    expect(blockPageContentSecurityPolicy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
  });
});

describe('in several languages', () => {
  const both = { languages: ['cy', 'en'] } as const;
  const page = renderBlockPage(inputFor('https://suicide.test/', { ...both, schoolName: 'Ysgol y Bryn' }));
  const { tags, links } = read(page);

  test('the reader’s comes first, names the document, and the others are a choice that needs no script', () => {
    expect(page).toMatch(/<html lang="cy">[^]*<title>Wedi’i blocio: suicide\.test – Ysgol y Bryn<\/title>/);
    expect(page.indexOf('Mae’r dudalen hon wedi’i blocio')).toBeLessThan(page.indexOf('This page is blocked'));
    expect(page).toContain('<label class="tongue" lang="cy"><input type="radio" name="language" checked>Cymraeg</label>');
    expect(page).toContain('<label class="tongue" lang="en-GB"><input type="radio" name="language">English</label>');
    expect(tags.some((tag) => /^(script|form)\b| on/.test(tag))).toBe(false);
  });
  test('each is whole: help, the offers, and whom to talk to', () => {
    for (const said of ['Dydych chi ddim ar eich pen eich hun', 'Gofyn am y dudalen hon', 'Gyda phwy i siarad', 'You are not on your own'])
      expect(page).toContain(said);
    expect(links.filter((link) => link.includes('/ask/'))).toHaveLength(2);
    expect(links).toContain('tel:08088023456');
  });
  test('no id is there twice, and every label leads to one', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(id);
  });
  test('in one language there is nothing to choose', () => {
    expect(read(renderBlockPage(inputFor('https://games.test/', { languages: ['cy'] }))).tags.join()).not.toContain('input');
  });
});

describe('a problem page', () => {
  const page = renderProblemPage({
    trouble: { code: 'CERT_<NEW>' },
    reference: '7K3M9QX2VB4D',
    schoolName: 'Greenfield <School>',
    languages: ['en', 'cy'],
  });
  test('says in plain words what happened, in the same style', () => {
    expect(page).toContain(`<style>${blockPageStyle}</style>`);
    expect(read(page).text).toContain('The site’s security certificate was not accepted (CERT_<NEW>).');
    expect(read(page).text).toContain('Reference7K3M-9QX2-VB4D');
    expect(page).not.toMatch(/<NEW>|<School>/);
  });
  test('says it in Welsh too', () => {
    expect(read(page).text).toContain('Nid oedd modd profi pwy yw’r safle hwn');
  });
  test('without a reference shows none', () => {
    const plain = renderProblemPage({ trouble: 'loop', reference: null, schoolName: 'x', languages: ['cy'] });
    expect(plain).not.toContain('class="reference"');
    expect(plain).toContain('<html lang="cy">');
  });
});
