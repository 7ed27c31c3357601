import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { blockPageStyle } from '#policies/words/block-page.ts';
import {
  backScript,
  renderWarnPage,
  warnPageBody,
  warnPageContentSecurityPolicy,
  warnPageTitle,
  type WarnPageInput,
} from '#policies/words/warn-page.ts';
import { judgeOf, listOf, policyWith, requestOf, ruleOf, targetOf, thursday } from '#tests/policies/support/judging.ts';

const judge = judgeOf({
  lists: [listOf('games', 'games.test'), listOf('suicide', 'suicide.test')],
  policy: {
    grid: { ...policyWith().grid, ks3: { games: 'warn', suicide: 'warn' } },
    unknownSites: { ...policyWith().unknownSites, ks3: 'warn' },
    rules: [ruleOf('forum.test', { effect: 'warn', reason: 'People are <not> always kind there.' })],
  },
});
const inputFor = (url: string, change: Partial<WarnPageInput> = {}): WarnPageInput => ({
  verdict: judge.judge(requestOf('8b', url)),
  target: targetOf(url),
  reference: '7K3M9QX2VB4D',
  subjectKind: 'pupil',
  schoolName: 'Greenfield School',
  at: thursday,
  timeZone: 'Europe/London',
  enforcedBy: 'proxy',
  phaseName: 'Key Stage 3',
  goOn: { by: 'form', action: '/go-on', token: 'a.b' },
  ...change,
});

test('it says which site, why, that it is recorded, and offers to go back and to go on', () => {
  const page = warnPageBody(inputFor('https://www.games.test/'));
  expect(page).toContain('Think before you go on');
  expect(page).toContain('<strong>www.games.test</strong>');
  expect(page).toContain('It belongs to the category “Games”, which is allowed after a warning for Key Stage 3.');
  expect(page).toContain('If you go on, that is recorded too.');
  expect(page).toContain('<form class="actions" method="post" action="/go-on"><input type="hidden" name="token" value="a.b">');
  expect(page).toMatch(/go-back" type="button" hidden>Go back<.*type="submit">Go on</);
  expect(page).toContain('7K3M-9QX2-VB4D');
  expect(page).not.toContain('blocked');
  expect(warnPageTitle(inputFor('https://games.test/'))).toBe('Think first: games.test – Greenfield School');
});

test.each([
  ['https://new.test/', 'Sites that nobody has looked at are allowed after a warning for Key Stage 3.'],
  ['https://forum.test/', 'People are &lt;not&gt; always kind there.'],
  ['https://suicide.test/', 'Childline'],
])('%s: %s', (url, said) => {
  expect(warnPageBody(inputFor(url))).toContain(said);
});

test('in a frame it can only be opened on its own, and of what is not recorded it says nothing', () => {
  const frame = renderWarnPage(inputFor('https://games.test/', { goOn: { by: 'alone', url: 'https://games.test/' } }));
  expect(frame).toContain('href="https://games.test/" target="_blank" rel="noopener noreferrer"');
  expect(frame).not.toMatch(/<form|<script|<button/);
  const input = inputFor('https://games.test/');
  const silent = warnPageBody({ ...input, verdict: { ...input.verdict, obligations: ['do-not-record'] } });
  expect(silent).not.toContain('recorded');
});

test('in each language once, the reader’s first', () => {
  const page = warnPageBody(inputFor('https://games.test/', { languages: ['cy', 'en'] }));
  expect(page.indexOf('Meddyliwch cyn mynd ymlaen')).toBeLessThan(page.indexOf('Think before you go on'));
  expect(page.match(/<form/g)).toHaveLength(2);
});

test('its policy lets in its style and its one script, by their hashes', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
  expect(warnPageContentSecurityPolicy).toBe(
    `default-src 'none'; style-src 'sha256-${hash(blockPageStyle)}'; base-uri 'none'; script-src 'sha256-${hash(backScript)}'; frame-ancestors 'none'`,
  );
  expect(renderWarnPage(inputFor('https://games.test/'))).toContain(`<script>${backScript}</script>`);
});
