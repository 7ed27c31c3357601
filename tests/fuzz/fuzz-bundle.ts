// Signed bundles off the network: whatever arrives is opened or refused in words, and an opened one makes a judge.
import { compileBundle } from '#policies/bundle/compile.ts';
import { openBundle } from '#policies/bundle/signed-bundle.ts';
import { signedBundleSchema } from '#policies/contracts/bundle.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { bundleOf, listOf, requestOf, ruleOf } from '#tests/policies/support/judging.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

/** Small: what is changed is then likely to be what matters. */
const whole = bundleOf({ lists: [listOf('games', 'games.example')], policy: { rules: [ruleOf('a.example')] } });
const row = { games: 'block' as const };
const small = {
  ...whole,
  policy: {
    ...whole.policy,
    groups: whole.policy.groups.filter(({ id }) => ['everyone', 'unknown', 'ks3', 'year-8', '8b'].includes(id)),
    periods: whole.policy.periods.slice(0, 1),
    grid: { ks3: row, unknown: row },
    unknownSites: { ks3: 'allow', unknown: 'warn' },
  },
};
const signature = 'A'.repeat(86) + '==';
const envelope = (text: string, number: number): Uint8Array => new TextEncoder().encode(JSON.stringify({ number, text, signature }));

export const fuzzTarget: FuzzTarget = {
  name: 'bundle',
  /** The envelope as JSON, or, where the first byte is `!`, the text inside one that is signed. */
  async once(bytes) {
    const text = new TextDecoder().decode(bytes);
    const signed = text.startsWith('!')
      ? { number: small.number, text: text.slice(1), signature }
      : signedBundleSchema.safeParse(parsed(text)).data;
    if (signed === undefined) return;
    let asked = 0;
    const opened = await openBundle(signed, { school: small.school, newerThan: 3 }, async (_bytes, key) => {
      asked++;
      mustBe(key.length === 64, 'only what has the length of a signature is verified');
      return true;
    });
    if (!opened.ok) return mustBe(opened.problem !== '', 'a refusal says why');
    mustBe(asked === 1, 'nothing is opened that was not verified');
    const { bundle } = opened;
    // What those are, and that a judge refuses to go without, is tested where they are opened.
    const { materials, ...own } = bundle;
    mustBe(materials === undefined || materials.every(({ sha256 }) => sha256.length === 64), 'a material is named by its content');
    mustBe(bundle.school === small.school && bundle.number > 3, 'only a newer bundle of this school is opened');
    // A signed bundle that the compiler would refuse may still come (an older or newer version made it): it is judged by all the same.
    const verdict = createJudge(own).judge(requestOf('8b', 'https://games.example/chess'));
    mustBe(verdict.because.rule.id !== '', 'whatever was opened can be judged by');
    const { school, number, madeAt, policy, lists, phraseLists } = bundle;
    const compiled = compileBundle({ school, number, madeAt, policy, lists, phraseLists });
    mustBe(compiled.ok || compiled.problems.length > 0, 'a refusal says why');
  },
  json: true,
  seeds: [
    envelope(JSON.stringify(small), small.number),
    new TextEncoder().encode(`!${JSON.stringify(small)}`),
    new TextEncoder().encode(`!${JSON.stringify({ ...small, materials: [{ kind: 'table', sha256: '0a'.repeat(32), bytes: 1 }] })}`),
    new TextEncoder().encode(`!${JSON.stringify({ ...small, policy: { ...small.policy, rules: [] }, phraseLists: [] })}`),
  ],
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
