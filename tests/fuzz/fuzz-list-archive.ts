// Archives and packed files, into the intake that reads them: whatever the bytes, an outcome and not a throw.
import { gzipSync } from 'node:zlib';
import { gunzipInto, UnpackedBytes } from '#main/lists/bounded-gunzip.ts';
import { TarEntries } from '#main/lists/tar-entries.ts';
import { ListIntake } from '#policies/lists/list-intake.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';
import { mustBeItem } from './must-be-items.ts';
import { tarOf } from '../lists/tar-of.ts';

const limits = { packed: 1 << 20, unpacked: 8 << 20, ratio: 100, entries: 100 };
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

function intake(): ListIntake {
  return new ListIntake(
    { id: 'fuzz', name: 'Fuzz' },
    { list: () => 0, add: (_list, line, item) => (mustBe(line > 0, 'lines count from 1'), mustBeItem(item)) },
  );
}

export const fuzzTarget: FuzzTarget = {
  name: 'list-archive',
  async once(bytes) {
    const lists = intake();
    const used = new UnpackedBytes(limits);
    const tar = new TarEntries(lists, limits, used);
    if (bytes[0] === 0x1f) {
      const taker = lists.file('packed/domains.gz');
      const unpacked = await gunzipInto([bytes], used, (chunk) => taker.push(chunk));
      if (unpacked.ok) taker.end();
      return;
    }
    try {
      await tar.push(bytes);
    } catch (error) {
      mustBe(error instanceof Error && error.message.endsWith('.'), 'what is wrong with an archive is a sentence');
      return;
    }
    const ended = await tar.end();
    mustBe(ended.ok || ended.problem.endsWith('.'), 'what is wrong with an archive is a sentence');
    for (const { entries, lines } of lists.report.files) mustBe(entries <= lines * 8, 'entries come from lines');
  },
  seeds: [
    tarOf([
      { name: 'adult/domains', content: text('a.test\nb.test\n') },
      { name: 'adult/usage', content: text('black\n') },
      { name: '../../etc/hosts', content: text('0.0.0.0 c.test\n') },
      { name: 'porn', link: 'adult' },
      { name: 'games/domains.gz', content: gzipSync('d.test\n') },
    ]),
    gzipSync('e.test\nf.test/path\n'),
  ],
  words: ['ustar\u000000', '0000644\u0000', 'domains', 'urls', 'usage', '.gz', '\u001f\u008b'],
};
