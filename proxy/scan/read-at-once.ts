import type { PhraseFindings } from '#policies/phrases/phrase-findings.ts';
import type { PageReader } from './page-reader.ts';

/** What a page comes to that is in memory already. */
export async function readAtOnce(reader: PageReader, bytes: Uint8Array): Promise<PhraseFindings> {
  await new Promise<void>((read) => reader.write(bytes, () => reader.end(read)));
  reader.stop();
  return reader.findings();
}
