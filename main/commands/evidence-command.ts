import { checkChainOf } from '#dashboard/server/evidence/signed-head.ts';
import type { ChainBreak } from '#store/chain-store.ts';
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
