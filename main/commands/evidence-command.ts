import { createPublicKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { checkChainOf } from '#dashboard/server/evidence/signed-head.ts';
import { signingKey } from '#dashboard/server/policy/bundle-key.ts';
import type { ChainBreak } from '#store/chain-store.ts';
import { largestPack } from '../evidence/read-pack.ts';
import { fingerprintOf, verifyPack } from '../evidence/verify-pack.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { tell, type Flags } from './flags.ts';
import { withSchool } from './school-of.ts';

export function checkEvidence(flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const { broken, links, records, heads } = await checkChainOf(school);
    if (broken) return failed(sentence(broken));
    tell(`All fits: ${records} records in ${links} links, ${heads} signed.`);
    return done(undefined);
  });
}

export async function verifyEvidence(path: string, { key }: Flags): Promise<Outcome<void>> {
  const zip = await readBounded(path);
  if (zip === null) return failed(`${path} cannot be read, or is larger than any evidence pack.`);
  const verified = verifyPack(zip, key ?? null);
  if (!verified.ok) return failed(`Refused: ${verified.problem}`);
  const { manifest, fingerprint } = verified.value;
  tell(`The pack is as it was made: ${manifest.files.length} files about incident ${manifest.incident} of ${manifest.school.name},`);
  tell(`made ${new Date(manifest.madeAt).toISOString()} by ${manifest.madeBy}.`);
  if (key === undefined) tell(`Ask the school whether this is the fingerprint of its key: ${fingerprint}`);
  return done(undefined);
}

export function showEvidenceKey(flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    tell(fingerprintOf(createPublicKey(await signingKey(school))));
    return done(undefined);
  });
}

async function readBounded(path: string): Promise<Uint8Array | null> {
  try {
    return (await stat(path)).size > largestPack ? null : await readFile(path);
  } catch {
    return null;
  }
}

const words: Readonly<Record<ChainBreak['what'], string>> = {
  'record-changed': 'was changed after it was chained',
  'record-gone': 'is gone',
  'record-added': 'was added afterwards',
  'link-changed': 'was changed',
  'link-gone': 'is gone',
  'head-forged': 'is not the one that the school signed',
};

function sentence({ what, link, source, row }: ChainBreak): string {
  const where = source === null ? `link ${link} of the chain` : `record ${row} of ${source} (link ${link} of the chain)`;
  return `The chain does not fit: ${where} ${words[what]}. Keep the data folder as it is and compare with a backup.`;
}
