// The judge with addresses of every kind: it always answers, an answer names a rule, and nothing illegal is ever allowed,
// whatever a school has written.
import { carriedTargets } from '#policies/engine/carried-address.ts';
import { formatTarget, parseTarget } from '#policies/engine/target.ts';
import { effects } from '#policies/model/effect.ts';
import type { Rule } from '#policies/model/rule.ts';
import { judgeOf, listOf, requestOf, ruleOf } from '#tests/policies/support/judging.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const illegal = ['illegal.example', 'abuse.co.uk', '203.0.113.9', 'xn--bse-qla.example'];

const open: Partial<Rule> = { layer: 'decision', effect: 'allow' };
const judge = judgeOf({
  lists: [
    listOf('illegal', ...illegal, 'pages.example/bad'),
    listOf('helpline', 'helpline.example'),
    listOf('games', 'games.example', 'play.example/arcade', 'illegal.example', '2001:db8::7'),
    listOf('education', 'school.example', 'games.example'),
  ],
  policy: {
    rules: [
      ...illegal.map((host) => ruleOf(host, open)),
      ruleOf('pages.example/bad', open),
      ruleOf('everything', { ...open, match: { kind: 'any' }, audience: 'staff' }),
      ruleOf('games.example/chess', { ...open, audience: '8b' }),
      ruleOf('school.example/forum', { layer: 'group', audience: 'ks3', effect: 'warn' }),
      ruleOf('social', { match: { kind: 'category', category: 'social-media' }, effect: 'allow', audience: 'person:mia' }),
    ],
    passThrough: ['bank.example', 'illegal.example'],
  },
});

const people = ['8b', 'ks3', 'year-12', 'staff', 'guest', 'no-such-group', ''];

export const fuzzTarget: FuzzTarget = {
  name: 'judge',
  /** Who asks, a space, and for what. */
  once(bytes) {
    const text = new TextDecoder().decode(bytes);
    const space = text.indexOf(' ');
    const target = parseTarget(text.slice(space + 1));
    if (target === null) return;
    const who = people[text.charCodeAt(0) % people.length] ?? '';
    const request = { ...requestOf(who, 'https://nothing.example/'), target };
    const verdict = judge.judge(request);
    mustBe(effects.includes(verdict.effect) && verdict.because.rule.id !== '', 'every question has an answer that names its rule');
    mustBe(JSON.stringify(judge.judge(request)) === JSON.stringify(verdict), 'the same question has the same answer');
    const inside = [target, ...carriedTargets(target)].some(({ host }) => isIllegal(host));
    if (inside) mustBe(verdict.effect === 'block' && verdict.because.rule.layer === 'mandatory', 'nothing illegal is allowed');
    const plain = parseTarget(formatTarget(target));
    mustBe(
      plain !== null && judge.judge({ ...request, target: plain }).effect === verdict.effect,
      'an address written out is judged alike',
    );
    const tunnel = judge.tunnel(request);
    if (isIllegal(target.host)) mustBe(tunnel.handling !== 'tunnel', 'nothing illegal is relayed unread');
    mustBe(tunnel.handling !== 'tunnel' || tunnel.verdict.effect !== 'block', 'nothing blocked is relayed unread');
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
    'a https://bank.example/?u=https://games.example/',
    'a wss://school.example:8443/forum/../x',
  ].map((text) => new TextEncoder().encode(text)),
  words: [...illegal, 'pages.example', 'bank.example', 'school.example', 'translate.google.com/translate?u='],
};

/** As somebody would look it up by hand; the judge has its own way. */
function isIllegal(host: string): boolean {
  return illegal.some((bad) => host === bad || (host.endsWith(`.${bad}`) && !/^[\d.]+$/.test(bad)));
}
