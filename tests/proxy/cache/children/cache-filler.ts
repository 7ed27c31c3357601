// `cache-filler.ts FOLDER FIRST LAST [PADDING]`: a process that does nothing but store pages, four at a time, and tells on its standard output
// how far it is, then how many the disk did not take.
import { openHttpCache } from '#proxy/cache/http-cache.ts';
import { askFor, pageBody } from '../pages-to-keep.ts';

const [dir = '', first = '0', last = '0', padding = '0'] = process.argv.slice(2);
const cache = await openHttpCache({ dir, maxBytes: 1_000_000_000, clock: Date.now });
// Until everything from earlier is found again.
await cache.holds('', 0);
let next = Number(first);
const work = async (): Promise<void> => {
  while (next <= Number(last)) {
    const number = next++;
    const { body } = await askFor(cache, number, null, Number(padding));
    if (!body.equals(pageBody(number))) throw new Error(`page ${number} came out wrong`);
    process.stdout.write(`${number}\n`);
  }
};
await Promise.all([work(), work(), work(), work()]);
await cache.close();
process.stdout.write(`failures ${cache.diskFailures}\n`);
