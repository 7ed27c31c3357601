// The judge with addresses of every kind: it always answers, an answer names a rule, the same lists say the same whether they
// travel in the bundle or in a table, and nothing illegal is ever allowed, whatever a school has written.
import { carriedTargets } from '#policies/engine/carried-address.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { formatTarget, parseTarget } from '#policies/engine/target.ts';
import { parseEntry } from '#policies/lists/parse-list.ts';
import { MandatoryBuilder } from '#policies/mandatory/mandatory-builder.ts';
import { MandatoryIndex } from '#policies/mandatory/mandatory-index.ts';
import { effects } from '#policies/model/effect.ts';
import type { Rule } from '#policies/model/rule.ts';
import { CategoryTable } from '#policies/table/category-table.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import { bundleOf, listOf, requestOf, ruleOf } from '#tests/policies/support/judging.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const illegal = ['illegal.example', 'abuse.co.uk', '203.0.113.9', 'xn--bse-qla.example', 'pages.example/bad'];
const lists = [
  listOf('helpline', 'helpline.example'),
  listOf('games', 'games.example', 'play.example/arcade', 'illegal.example', '2001:db8::7', 'github.io', 'a.b.c.play.example/x/y?z=1'),
  listOf('education', 'school.example', 'games.example', 'school.example/Games', 'play.example/arcade/chess'),
];
const seed = { a: 17, b: 42 };
const open: Partial<Rule> = { layer: 'decision', effect: 'allow' };
const bundle = bundleOf({
  lists,
  policy: {
    rules: [
      ...illegal.map((host) => ruleOf(host, open)),
      ruleOf('everything', { ...open, match: { kind: 'any' }, audience: 'staff' }),
      ruleOf('games.example/chess', { ...open, audience: '8b' }),
      ruleOf('school.example/forum', { layer: 'group', audience: 'ks3', effect: 'warn' }),
      ruleOf('social', { match: { kind: 'category', category: 'games' }, effect: 'allow', audience: 'person:mia' }),
      ruleOf('range', { match: { kind: 'range', range: '198.51.100.0/24' } }),
      ruleOf('words', { match: { kind: 'expression', expression: 'unblocked-?games' } }),
    ],
    passThrough: ['bank.example', 'illegal.example'],
  },
});
const mandatory = [mandatoryIndex()];
const inBundle = createJudge(bundle, { names: null, mandatory, phraseLists: [] });
const inTable = createJudge({ ...bundle, lists: [] }, { names: table(), mandatory, phraseLists: [] });

const people = ['8b', 'ks3', 'year-12', 'staff', 'guest', 'no-such-group', ''];

export const fuzzTarget: FuzzTarget = {
  name: 'judge',
  /** Who asks, a space, and for what. */
  once(bytes) {
    const text = new TextDecoder().decode(bytes);
    const target = parseTarget(text.slice(text.indexOf(' ') + 1));
    if (target === null) return;
    const who = people[text.charCodeAt(0) % people.length] ?? '';
    const request = { ...requestOf(who, 'https://nothing.example/'), target };
    const answer = answerOf(inBundle, request);
    mustBe(answerOf(inTable, request) === answer, 'a list says the same in a table');
    const verdict = inTable.judge(request);
    mustBe(effects.includes(verdict.effect) && verdict.because.rule.id !== '', 'every question has an answer that names its rule');
    mustBe(answerOf(inTable, request) === answer, 'the same question has the same answer');
    const inside = [target, ...carriedTargets(target)].some(({ host, path }) => isIllegal(host, path));
    if (inside) mustBe(verdict.effect === 'block' && verdict.because.rule.layer === 'mandatory', 'nothing illegal is allowed');
    const plain = parseTarget(formatTarget(target));
    mustBe(plain !== null && answerOf(inTable, { ...request, target: plain }) === answer, 'an address written out is judged alike');
    for (const judge of [inBundle, inTable]) {
      const tunnel = judge.tunnel(request);
      if (isIllegal(target.host, null)) mustBe(tunnel.handling !== 'tunnel', 'nothing illegal is relayed unread');
      mustBe(tunnel.handling !== 'tunnel' || tunnel.verdict.effect !== 'block', 'nothing blocked is relayed unread');
    }
  },
  seeds: [
    '8 https://games.example/chess?x=1',
    's https://illegal.example/',
    'k https://www.illegal.example/a/b',
    'k https://translate.google.com/translate?u=illegal.example/x',
    'p https://pages.example/b%61d',
    'p https://illegal-example.translate.goog/',
    'g https://[2001:db8::7]/',
    'g http://0xcb007109/',
    'a http://198.51.100.7/',
    'a https://bank.example/?u=https://games.example/',
    'a wss://school.example:8443/forum/../x',
    'b https://x.play.example/Arcade/chess/%2e%2e/..%2fchess;a=b?c',
    'b https://a.b.c.play.example/x/y?z=1&w=2',
    'c https://school.example/games?q=unblocked-games',
    'c https://me.github.io/',
  ].map((text) => new TextEncoder().encode(text)),
  words: [...illegal, 'play.example/arcade', 'bank.example', 'school.example', 'github.io', 'translate.google.com/translate?u='],
};

/** What is decided and by which line, as text. */
function answerOf(judge: Judge, request: Parameters<Judge['judge']>[0]): string {
  const { effect, category, categories, because, obligations } = judge.judge(request);
  const { rule, list, carried } = because;
  return JSON.stringify([effect, category, categories, rule.id, list?.id, list?.line, carried, obligations]);
}

/** As somebody would look it up by hand; the judge has its own way. Of paths only the plain spelling. */
function isIllegal(host: string, path: string | null): boolean {
  return illegal.some((bad) => {
    const [name = '', page] = bad.split('/');
    const at = host === name || (host.endsWith(`.${name}`) && !/^[\d.]+$/.test(name));
    return at && (page === undefined || path === `/${page}`);
  });
}

function mandatoryIndex(): MandatoryIndex {
  const key = [1, 2, 3, 4] as const;
  const builder = new MandatoryBuilder(key, seed);
  const list = builder.list({ id: 'operator', name: 'Operator’s list' });
  illegal.forEach((bad, at) => {
    const entry = parseEntry(bad);
    if ('host' in entry) builder.add(list, at + 1, entry.host, entry.path, false);
  });
  const index = MandatoryIndex.open(builder.encode(), key);
  if ('problem' in index) throw new Error(index.problem);
  return index;
}

function table(): ListedNames {
  const builder = new TableBuilder(seed);
  for (const { entries, ...meta } of lists) {
    const list = builder.list(meta);
    for (const [line, host, path = null] of entries) builder.add(list, line, { kind: 'host', host, path, below: false });
  }
  const opened = CategoryTable.open(encodeTable(builder.keys()));
  if ('problem' in opened) throw new Error(opened.problem);
  return new ListedNames(opened);
}
