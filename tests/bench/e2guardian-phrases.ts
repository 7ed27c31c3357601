// What phrases cost e2guardian: its CPU for pages through it with a phrase list, less the same without one.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { decodePhrases } from '#policies/phrases/decode-phrases.ts';
import { parseE2guardian } from '#policies/phrases/parse-e2guardian.ts';
import { freePort, listening } from './free-port.ts';
import { cpuSeconds } from './measured-child.ts';

const program = '/usr/sbin/e2guardian';
const shipped = '/etc/e2guardian';
const pageSize = 200_000;

/** The weighted lists that e2guardian comes with, as our parser reads them. */
export function shippedPhrases(): PhraseList[] {
  const [lists, waiting, seen]: [PhraseList[], string[], Set<string>] = [[], [join(shipped, 'lists/weightedphraselist')], new Set()];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || !existsSync(path)) continue;
    seen.add(path);
    const meta = {
      id: path.slice(shipped.length),
      name: path,
      kind: 'weighted',
      folder: path.split('/').at(-2) ?? '',
      category: 'hate',
    } as const;
    const { list, includes } = parseE2guardian(decodePhrases(readFileSync(path), path), meta);
    lists.push(list);
    waiting.push(...includes);
  }
  return lists;
}

/** CPU seconds of e2guardian for pages that hold the text, with a list of these phrases and without. */
export async function measureE2guardianPhrases(
  phrases: readonly string[],
  text: string,
  pages: number,
): Promise<{ withPhrases: number; without: number; bytes: number }> {
  const bodies = Array.from({ length: pages }, (_, page) => {
    const from = (page * pageSize) % Math.max(1, text.length - pageSize);
    return Buffer.from(`<html><head><title>x</title></head><body><p>${text.slice(from, from + pageSize)}</p></body></html>`);
  });
  return measureE2guardianPages(phrases, bodies);
}

/** CPU seconds of e2guardian for these pages, with a list of these phrases (or those that it comes with) and without. */
export async function measureE2guardianPages(
  phrases: readonly string[] | 'shipped',
  bodies: readonly Buffer[],
): Promise<{ withPhrases: number; without: number; bytes: number }> {
  const origin = createServer((asked, answer) => {
    const body = bodies[Number(asked.url?.slice(1))] ?? Buffer.alloc(0);
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length }).end(body);
  });
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = origin.address() as AddressInfo;
    const cost = (list: readonly string[] | 'shipped') => pagesThrough(list, port, bodies);
    return { withPhrases: await cost(phrases), without: await cost([]), bytes: bodies.reduce((sum, body) => sum + body.length, 0) };
  } finally {
    origin.closeAllConnections();
    origin.close();
  }
}

async function pagesThrough(phrases: readonly string[] | 'shipped', originPort: number, bodies: readonly Buffer[]): Promise<number> {
  // It takes the names of included files in small letters.
  const folder = join(tmpdir(), `schoolgate-e2guardian-${randomBytes(8).toString('hex')}`);
  mkdirSync(folder);
  const port = await freePort();
  configure(folder, port, phrases);
  const child = spawn(program, ['-N', '-c', join(folder, 'etc/e2guardian.conf')], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await listening(port);
    if (child.pid === undefined) throw new Error('e2guardian did not start');
    await get(port, originPort, 0, bodies[0]?.length ?? 0);
    const before = cpuSeconds(child.pid);
    for (const [page, body] of bodies.entries()) await get(port, originPort, page, body.length);
    return cpuSeconds(child.pid) - before;
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

function configure(folder: string, port: number, phrases: readonly string[] | 'shipped'): void {
  const etc = join(folder, 'etc');
  cpSync(shipped, etc, { recursive: true, dereference: true });
  for (const entry of readdirSync(etc, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, readFileSync(file, 'latin1').replaceAll(shipped, etc), 'latin1');
  }
  const change = (file: string, ...changes: [RegExp, string][]): void => {
    const path = join(etc, file);
    writeFileSync(
      path,
      changes.reduce((text, [found, put]) => text.replace(found, put), readFileSync(path, 'latin1')),
      'latin1',
    );
  };
  change(
    'e2guardian.conf',
    [/^filterip\s*=.*/m, 'filterip = 127.0.0.1'],
    [/^filterports\s*=.*/m, `filterports = ${port}`],
    [/^httpworkers\s*=.*/m, 'httpworkers = 20'],
    [/^loglevel\s*=.*/m, 'loglevel = 0'],
    [/^weightedphrasemode\s*=.*/m, `weightedphrasemode = ${phrases.length === 0 ? 0 : 2}`],
    [/$/, `\npidfilename = '${folder}/pid'\n`],
  );
  change('e2guardianf1.conf', [/^naughtynesslimit\s*=.*/m, 'naughtynesslimit = 1000000']);
  if (phrases !== 'shipped') writeFileSync(join(etc, 'lists/weightedphraselist'), phrases.map((phrase) => `< ${phrase} ><1>\n`).join(''));
  for (const list of ['bannedphraselist', 'exceptionphraselist']) writeFileSync(join(etc, 'lists', list), '');
  // Started by root it changes to a user of its own, who needs its folder.
  if (process.getuid?.() === 0 && readFileSync('/etc/passwd', 'utf8').includes('\ne2guardian:'))
    execFileSync('chown', ['-R', 'e2guardian', folder]);
  chmodSync(folder, 0o755);
}

function get(port: number, originPort: number, page: number, length: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: `http://127.0.0.1:${originPort}/${page}`, agent: false }, (answer) => {
      let size = 0;
      answer.on('data', (chunk: Buffer) => (size += chunk.length));
      answer.on('end', () =>
        size >= length
          ? resolve()
          : reject(new Error(`e2guardian gave ${size} bytes with status ${answer.statusCode} instead of the page.`)),
      );
    });
    asked.on('error', reject).end();
  });
}
