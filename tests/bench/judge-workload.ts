// What the judge is measured with: lists and questions, made once in a temporary folder that all measured processes read.
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { seededRandom } from '#main/demo/random.ts';
import { syntheticNames, unlistedName } from './synthetic-names.ts';

/** A list that every structure is measured with. */
export interface ListOfNames {
  /** `UT1`, `1 M`, `5 M`. */
  readonly of: string;
  /** Text, a name a line, each once. */
  readonly file: string;
  readonly names: number;
  /** One of the names. */
  readonly sample: string;
  /** Hosts in no order: `+` before one that is listed or below a listed name, `-` before one that is not; half of each. */
  readonly questions: string;
}

export interface Workload {
  readonly folder: string;
  readonly lists: readonly ListOfNames[];
  /** Category lists in the UT1 layout: the real ones, or made ones of about the same size. */
  readonly categoryLists: string;
  /** Addresses of requests, one a line; hosts of popular sites, one a line. */
  readonly addresses: string;
  readonly popular: string;
  /** Whether the category lists and the addresses are real ones. */
  readonly real: boolean;
  remove(): void;
}

const questionCount = 200_000;

/** `scale` 1 is the real thing; less makes every size smaller, for a look at whether it runs. */
export async function makeWorkload(data: string | null, scale: number): Promise<Workload> {
  const folder = mkdtempSync(join(tmpdir(), 'schoolgate-judge-'));
  const at = (name: string): string => join(folder, name);
  const real = data !== null && existsSync(join(data, 'ut1/blacklists')) && existsSync(join(data, 'requests/requests.json.gz'));
  writeFileSync(at('addresses.txt'), (real ? realAddresses(data) : madeAddresses()).join('\n'));
  writeFileSync(at('popular.txt'), (real ? realPopular(data) : [...syntheticNames(5_000, 3)]).join('\n'));
  if (!real) await writeMadeLists(at('blacklists'), Math.round(558_000 * scale));
  const categoryLists = real ? join(data, 'ut1/blacklists') : at('blacklists');
  const list = async (of: string, names: Iterable<string>): Promise<ListOfNames> => {
    const file = at(`${of.replace(' ', '-')}.txt`);
    const count = await writeLines(file, names);
    const questions = at(`${of.replace(' ', '-')}-questions.txt`);
    return { of, file, names: count, questions, sample: await writeQuestions(file, count, questions) };
  };
  const lists = [
    await list(real ? 'UT1' : 'made lists', namesInLists(categoryLists)),
    await list('1 M', syntheticNames(Math.round(1e6 * scale), 1)),
    await list('5 M', syntheticNames(Math.round(5e6 * scale), 2)),
  ];
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { folder, lists, categoryLists, addresses: at('addresses.txt'), popular: at('popular.txt'), real, remove };
}

/** Plain host names of all lists in a folder, each once. */
function namesInLists(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name === 'domains');
  const lines = files.flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1').split('\n'));
  return new Set(lines.filter((line) => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$|^[\d.]+$/.test(line)));
}

/** Gives how many there were. */
async function writeLines(file: string, lines: Iterable<string>): Promise<number> {
  const out = createWriteStream(file, { highWaterMark: 1 << 20 });
  let text = '';
  let count = 0;
  for (const line of lines) {
    count++;
    text += `${line}\n`;
    if (text.length < 1 << 18) continue;
    if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', resolve));
    text = '';
  }
  out.end(text);
  await finished(out);
  return count;
}

/** Gives one of the listed names. */
async function writeQuestions(list: string, count: number, file: string): Promise<string> {
  const random = seededRandom(9);
  const step = Math.max(1, Math.floor(count / (questionCount / 2)));
  const questions: string[] = [];
  let line = 0;
  let sample = '';
  for await (const name of createInterface({ input: createReadStream(list) })) {
    if (line++ % step !== 0 || questions.length >= questionCount) continue;
    const below = /^[\d.]+$/.test(name) ? '' : random.pick(['', '', 'www.', 'cdn.', 'a.b.', 'img1.static.']);
    sample = name;
    questions.push(`+${below}${name}`, `-${unlistedName(line, random)}`);
  }
  writeFileSync(file, shuffled(questions, random.fraction).join('\n'));
  return sample;
}

/** In an order of no meaning: in the order of the list, the memory that is asked for next would be at hand. */
function shuffled<Item>(items: Item[], fraction: () => number): Item[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(fraction() * (at + 1));
    [items[at], items[other]] = [items[other] as Item, items[at] as Item];
  }
  return items;
}

const requestsSchema = z.array(z.object({ url: z.string() }));

function realAddresses(data: string): string[] {
  const text = gunzipSync(readFileSync(join(data, 'requests/requests.json.gz'))).toString('utf8');
  // One document a line, or one array.
  const parsed: unknown = text.trimStart().startsWith('[')
    ? JSON.parse(text)
    : text
        .split('\n')
        .filter(Boolean)
        .map((line): unknown => JSON.parse(line));
  return requestsSchema
    .parse(parsed)
    .map(({ url }) => url)
    .filter((url) => /^(?:https?|wss?):/.test(url));
}

function realPopular(data: string): string[] {
  const hosts = readdirSync(join(data, 'popular')).flatMap(
    (file) => readFileSync(join(data, 'popular', file), 'utf8').match(/\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b/g) ?? [],
  );
  return [...new Set(hosts)];
}

function madeAddresses(): string[] {
  const random = seededRandom(5);
  const pages = ['', 'index.html', 'assets/app.js?v=3', 'img/a/b/c.png', 'api/v1/items?id=41&sort=name', 'search?q=volcano+facts'];
  return Array.from({ length: 30_000 }, (_, number) => `https://${unlistedName(number, random)}/${random.pick(pages)}`);
}

/** Thirty lists whose names the default mapping knows, most names in the first. */
async function writeMadeLists(folder: string, names: number): Promise<void> {
  const known = [
    'adult',
    'gambling',
    'games',
    'malware',
    'phishing',
    'dating',
    'drugs',
    'warez',
    'shopping',
    'social_networks',
    'audio-video',
    'press',
  ];
  const random = seededRandom(7);
  const lists = new Map(known.map((list) => [list, [] as string[]]));
  for (const name of syntheticNames(names, 4)) {
    lists.get(random.chance(0.5) ? 'adult' : random.pick(known))?.push(name);
    if (random.chance(0.08)) lists.get(random.pick(known))?.push(name);
  }
  for (const [list, content] of lists) {
    mkdirSync(join(folder, list), { recursive: true });
    await writeLines(join(folder, list, 'domains'), content);
  }
}
