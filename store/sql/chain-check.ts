import { z } from 'zod';
import { chainSources } from '../chain-store.ts';
import type { ChainBreak, ChainCheck, ChainSource, SignedHead } from '../chain-store.ts';
import { linkHash } from './chain-link.ts';
import { leavesOf, type Leaf } from './chain-rows.ts';
import type { ChainLinkRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

const linksAtOnce = 50;
const leavesSchema = z.array(z.tuple([z.number(), z.string()]));

/** Walks the chain from its first link; see `ChainStore.check`. */
export async function checkChain(
  scope: SchoolScope,
  heads: readonly SignedHead[],
  verify: (head: SignedHead) => boolean,
): Promise<ChainCheck> {
  const signed = new Map(heads.map((head) => [head.number, head]));
  const ends = new Map<string, number>();
  let records = 0;
  let links = 0;
  let previous = '';
  const answer = (broken: ChainBreak | null): ChainCheck => ({ links, records, heads: heads.length, broken });
  for (;;) {
    const found = await linksAfter(scope, links);
    for (const link of found) {
      const broken =
        brokenLink(link, links + 1, previous, ends) ??
        brokenHead(link, signed.get(link.number), verify) ??
        (await brokenRecord(scope, link));
      if (broken) return answer(broken);
      signed.delete(link.number);
      ends.set(link.source, link.until_seq);
      previous = link.hash;
      links += 1;
      records += leavesIn(link).length;
    }
    if (found.length < linksAtOnce) break;
  }
  // A head that was signed for a link which is no more: the end was cut off.
  const [missing] = signed.values();
  return answer(missing ? { what: 'link-gone', link: links + 1, source: null, row: null } : null);
}

function linksAfter(scope: SchoolScope, number: number): Promise<ChainLinkRow[]> {
  return scope.read.selectFrom('chain_link').selectAll().where('number', '>', number).orderBy('number').limit(linksAtOnce).execute();
}

function brokenLink(link: ChainLinkRow, expected: number, previous: string, ends: ReadonlyMap<string, number>): ChainBreak | null {
  const at = { source: null, row: null };
  if (link.number !== expected) return { what: 'link-gone', link: expected, ...at };
  const fits = link.previous === previous && link.after_seq === (ends.get(link.source) ?? 0) && linkHash(link) === link.hash;
  return fits ? null : { what: 'link-changed', link: expected, ...at };
}

function brokenHead(link: ChainLinkRow, head: SignedHead | undefined, verify: (head: SignedHead) => boolean): ChainBreak | null {
  if (!head || (head.hash === link.hash && verify(head))) return null;
  return { what: 'head-forged', link: link.number, source: null, row: null };
}

async function brokenRecord(scope: SchoolScope, link: ChainLinkRow): Promise<ChainBreak | null> {
  const source = sourceOf(link);
  const kept = leavesIn(link);
  // One more than there may be, so that a crowd of added rows cannot fill the memory.
  const found = await leavesOf(scope, source, { after: link.after_seq, until: link.until_seq, limit: kept.length + 1 });
  const broken = firstDifference(kept, found);
  return broken && { ...broken, link: link.number, source };
}

function firstDifference(kept: readonly Leaf[], found: readonly Leaf[]): Pick<ChainBreak, 'what' | 'row'> | null {
  for (const [index, [row, digest]] of kept.entries()) {
    const here = found[index];
    if (!here || here[0] > row) return { what: 'record-gone', row };
    if (here[0] < row) return { what: 'record-added', row: here[0] };
    if (here[1] !== digest) return { what: 'record-changed', row };
  }
  const more = found[kept.length];
  return more ? { what: 'record-added', row: more[0] } : null;
}

function sourceOf({ source }: ChainLinkRow): ChainSource {
  const known = chainSources.find((each) => each === source);
  // The link's hash fits, so that a program of ours wrote it: a newer one.
  if (known === undefined) throw new Error(`The chain holds records of a kind that this version does not know: ${source}`);
  return known;
}

const leavesIn = ({ leaves }: ChainLinkRow): Leaf[] => leavesSchema.parse(JSON.parse(leaves));
