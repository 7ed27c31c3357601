// The policy as a file: shown, checked, compared, applied. Whatever changes it goes the same way as an edit in the dashboard.
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { userInfo } from 'node:os';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { policyAudit } from '#dashboard/server/policy/policy-audit.ts';
import { policyChanges } from '#policies/workflows/policy-changes.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { listsInForce } from '../policy/lists-in-force.ts';
import { writeMoment } from '../policy/moment-text.ts';
import { policyFileSchema } from '../policy/policy-file-schema.ts';
import { readPolicyFile, type PolicyFile } from '../policy/read-policy-file.ts';
import { updatePolicyFile, withVersion } from '../policy/update-policy-file.ts';
import { writePolicyFile } from '../policy/write-policy-file.ts';
import { tell, type Flags } from './flags.ts';
import { withSchool } from './school-of.ts';

const schemaAddress = new URL('../../docs/policy.schema.json', import.meta.url).href;

export function showPolicy(version: string | undefined, flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const found = version === undefined ? await current(school) : await numbered(school, version);
    if (!found.ok) return found;
    tell(
      writePolicyFile(found.value.policy, { school: school.school.name, version: found.value.version, schema: schemaAddress }).trimEnd(),
    );
    return done(undefined);
  });
}

export async function checkPolicyFile(file: string): Promise<Outcome<void>> {
  const read = await readFrom(file);
  if (!read.ok) return read;
  const { groups, rules, schedules = [] } = read.value.policy;
  tell(`${file} holds together: ${groups.length} groups, ${schedules.length} schedules, ${rules.length} rules.`);
  return done(undefined);
}

export function diffPolicyFile(file: string, flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const [read, now] = [await readFrom(file), await current(school)];
    if (!read.ok) return read;
    if (!now.ok) return now;
    const changes = policyChanges(now.value.policy, read.value.policy);
    for (const { words } of changes) tell(words);
    const { version } = now.value;
    tell(
      changes.length === 0
        ? `${file} is the policy in force, version ${version}.`
        : `${changes.length} differences from version ${version}, which is in force.`,
    );
    const from = read.value.version;
    if (from !== null && from !== version) tell(`${file} was made from version ${from}: some of them may be what others changed since.`);
    return done(undefined);
  });
}

export function applyPolicyFile(file: string, flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const [read, now] = [await readFrom(file), await current(school)];
    if (!read.ok) return read;
    if (!now.ok) return now;
    const { policy, version: from } = read.value;
    const { version } = now.value;
    if (from === null)
      return failed(
        `${file} does not say which version it was made from. "policy diff" shows what it would change; then write "version: ${version}" at its head.`,
      );
    if (from !== version) return failed(editedSince(file, from, version));
    const changes = policyChanges(now.value.policy, policy);
    if (changes.length === 0) {
      tell(`${file} is the policy in force, version ${version}.`);
      return done(undefined);
    }
    const lists = await listsInForce(school);
    if (!lists.ok) return lists;
    const at = Date.now();
    const published = await publishPolicy(school, lists.value, policy, version, 'system', at);
    if (!published.ok && published.why === 'edited') return failed(editedSince(file, from, version + 1));
    if (!published.ok) return failed(published.problems.join('\n'));
    const how = `From the file ${basename(file)} on the server, by its user ${userInfo().username}.`;
    await school.audit.add(policyAudit({ by: 'system', at, version: version + 1, changes, why: how }));
    for (const { words } of changes) tell(words);
    tell(`In force as version ${version + 1}, bundle ${published.bundle}.`);
    return rewritten(file, withVersion(read.value.text, version + 1));
  });
}

/** Brings the file up to the policy in force; what was never applied is not thrown away. */
export function pullPolicyFile(file: string, flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const [read, now] = [await readFrom(file), await current(school)];
    if (!read.ok) return read;
    if (!now.ok) return now;
    const { policy, version: from, text } = read.value;
    const base = from === null ? null : await school.policies.version(from);
    const own = base === null ? [] : policyChanges(base, policy);
    const isNews = policyChanges(policy, now.value.policy).length > 0;
    if (isNews && (base === null || own.length > 0) && flags.discard !== true)
      return failed(
        `${file} holds changes that were never applied${own.length === 0 ? '' : `, such as: ${own[0]?.words ?? ''}`} Keep a copy of it, and say --discard.`,
      );
    const updated = updatePolicyFile(text, now.value.policy, now.value.version);
    if (updated === null) return failed(`${file} is JSON, whose comments would be lost: run "policy show" for a new file.`);
    tell(`${file} is version ${now.value.version}.`);
    return rewritten(file, updated);
  });
}

export function showPolicyHistory(flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const [versions, accounts, now] = [await school.policies.history(100), await school.accounts.list(), await current(school)];
    if (!now.ok) return now;
    const { timeZone } = now.value.policy;
    for (const { version, by, at } of versions) {
      const who = by === 'system' ? 'the server' : (accounts.find((account) => account.id === by)?.name ?? by);
      tell(`${String(version).padStart(5)}  ${String(writeMoment(Math.floor(at / 60_000) * 60_000, timeZone))}  ${who}`);
    }
    return done(undefined);
  });
}

export function printPolicySchema(): Promise<Outcome<void>> {
  tell(JSON.stringify(policyFileSchema(), null, 2));
  return Promise.resolve(done(undefined));
}

type Current = NonNullable<Awaited<ReturnType<SchoolStore['policies']['current']>>>;

async function current(school: SchoolStore): Promise<Outcome<Current>> {
  const found = await school.policies.current();
  return found === null ? failed('The school has no policy yet: run "npm start" once.') : done(found);
}

async function numbered(school: SchoolStore, version: string): Promise<Outcome<Current>> {
  const number = Number(version);
  const policy = Number.isSafeInteger(number) ? await school.policies.version(number) : null;
  return policy === null
    ? failed(`There is no version ${version}: "policy history" lists what there is.`)
    : done({ version: number, policy });
}

/** A file that is damaged in any way gives every mistake as `FILE:line:column: sentence`, as compilers do. */
async function readFrom(file: string): Promise<Outcome<Extract<PolicyFile, { ok: true }> & { readonly text: string }>> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return failed(`${file} cannot be read.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return failed(`${file}:1:1: The file is not text in UTF-8.`);
  }
  const read = readPolicyFile(text);
  if (read.ok) return done({ ...read, text });
  return failed(read.problems.map(({ line, column, problem }) => `${file}:${line}:${column}: ${problem}`).join('\n'));
}

async function rewritten(file: string, text: string): Promise<Outcome<void>> {
  const written = await writeFile(file, text).then(
    () => true,
    () => false,
  );
  return written ? done(undefined) : failed(`${file} cannot be written: its version line is no longer right.`);
}

const editedSince = (file: string, from: number, version: number): string =>
  `Somebody changed the policy meanwhile: ${file} was made from version ${from}, and version ${version} is in force. "policy diff" shows the differences; "policy pull" brings the file up to it.`;
