// Policy files as technicians write them: whatever the text, it is a policy or a list of mistakes that each have a line.
import { readPolicyFile } from '#main/policy/read-policy-file.ts';
import { updatePolicyFile, withVersion } from '#main/policy/update-policy-file.ts';
import { writePolicyFile } from '#main/policy/write-policy-file.ts';
import { policyChanges } from '#policies/workflows/policy-changes.ts';
import { policyWith, ruleOf } from '#tests/policies/support/judging.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const full = policyWith();
const kept = new Set(['everyone', 'unknown', 'ks3', '11-to-16', 'year-8', '8b']);
const row = { games: 'block' as const, chat: 'block-unless-approved' as const };
/** Of groups that are not there a policy may not speak. */
const ofKept = <Of>(record: Readonly<Record<string, Of>> | undefined): Record<string, Of> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([group]) => kept.has(group)));
const short = {
  ...full,
  pages: { ...full.pages, words: ofKept(full.pages?.words), files: ofKept(full.pages?.files) },
  groups: full.groups.filter(({ id }) => kept.has(id)),
  grid: { everyone: row },
  unknownSites: { everyone: 'warn' as const },
  obligations: { everyone: { safeSearch: true, videoRestriction: false } },
  timed: [{ schedule: 'nights', group: 'ks3', category: 'games', effect: 'allow' as const }],
  lists: [{ id: 'own', name: 'Own', entries: ['a.example/x', '*.b.example'] }],
  rules: [ruleOf('a.example/x', { id: 'r', audience: '8b', from: 0, until: 60_000, reason: 'Chess: # 1' })],
};
const yaml = writePolicyFile(short, { school: 'Greenfield', version: 3, schema: 'policy.schema.json' });
const json = `// ours\n${JSON.stringify({ version: 3, ...short }, null, 1)}`;

export const fuzzTarget: FuzzTarget = {
  name: 'policy-file',
  once(bytes) {
    const text = new TextDecoder().decode(bytes);
    const lines = text.split('\n').length;
    const read = readPolicyFile(text);
    if (!read.ok) {
      mustBe(read.problems.length > 0, 'a refusal says why');
      for (const { line, column, problem } of read.problems)
        mustBe(
          line >= 1 && line <= lines + 1 && column >= 1 && /[.!?]$/.test(problem),
          'every mistake is a sentence with a place in the file',
        );
      return;
    }
    const again = readPolicyFile(writePolicyFile(read.policy, { school: 'x', version: 1, schema: 'y' }));
    mustBe(again.ok && policyChanges(read.policy, again.policy).length === 0, 'a policy that is written reads as itself');
    const updated = updatePolicyFile(text, short, 9);
    const reread = updated === null ? null : readPolicyFile(updated);
    mustBe(reread === null || (reread.ok && policyChanges(short, reread.policy).length === 0), 'a file takes another policy up');
    const renumbered = readPolicyFile(withVersion(text, 77));
    mustBe(renumbered.ok && (read.version === null || renumbered.version === 77), 'a file takes its new version');
  },
  seeds: [yaml, json, yaml.replace('version: 3\n', '')].map((text) => new TextEncoder().encode(text)),
};
