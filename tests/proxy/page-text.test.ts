// Words of pages: flagged, stopped and cut off on their way through the real proxy; and never in the way of anything else.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { mia, msOkafor, tom } from '../support/cast.ts';
import { html } from '../support/origin-site.ts';
import type { Page } from '../support/origin-site.ts';
import { allBytes, answerOf, open, openHttp2, openResponse, readHead, tcpTo } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

const said = 'how to hurt myself';
/** In 8B one such phrase is flagged and two stop a page; a sixth-former's pages are flagged only; staff's are not read. */
const policy = {
  ...testPolicy,
  pages: {
    words: { '8b': { 'self-harm': { flag: 40, block: 80 } }, 'sixth-form': { 'self-harm': { flag: 40 } } },
    files: { '8b': [{ type: 'application/x-msdownload' }, { type: 'video/*', overMb: 1 }, { overMb: 2 }] },
    holdMs: 400,
    holdKb: 64,
    readKb: 128,
  },
};

let school: ProxiedSchool;
let heldPupil: Browser;
let sixthFormer: Browser;
let teacher: Browser;
let diskFull = false;

beforeAll(async () => {
  const storeForProxy = (store: SchoolStore): SchoolStore => ({
    ...store,
    events: { ...store.events, append: (events) => (diskFull ? Promise.reject(new Error('disk full')) : store.events.append(events)) },
  });
  school = await openProxiedSchool({ policy, storeForProxy });
  const common = { proxyPort: school.proxy.port, authority: school.authority.certificatePem };
  heldPupil = { ...common, credentials: await school.deviceOf(mia) };
  sixthFormer = { ...common, credentials: await school.deviceOf(tom) };
  teacher = { ...common, credentials: await school.deviceOf(msOkafor) };
});
afterAll(() => school.close());

let pages = 0;
/** A page of its own for each story, so that no cache and no event of another shows. */
function pageAt(page: Page): string {
  const host = `page-${++pages}.test`;
  school.outside.page(`${host}/`, page);
  return `http://${host}/`;
}
const eventsOf = async (url: string): Promise<AccessEvent[]> =>
  (await school.events()).filter(({ target }) => target.host === new URL(url).hostname);
const kindsOf = async (url: string): Promise<string[]> => (await eventsOf(url)).map(({ kind }) => kind).sort();
const bytesOf =
  (type: string, body: Buffer | string, headers: Record<string, string> = {}): Page =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': type, ...headers }).end(body);
const document = (text: string): string => `<!doctype html><title>A page</title><p>${text}</p>`;
const twice = document(`${said}, and ${said}`);

test('a page whose words stop it is not shown, and says why; one event tells it', async () => {
  const url = pageAt(html(`<p>${said}<p>${said}`));
  const { status, text } = await open(heldPupil, url);
  expect(status).toBe(403);
  expect(text).toContain('Its words are those of pages in the category “Self-harm”.');
  expect(text).not.toContain(said);
  const [event, ...more] = await eventsOf(url);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    kind: 'blocked',
    effect: 'block',
    category: 'self-harm',
    rule: { id: 'page-words:8b:self-harm', layer: 'category' },
    flag: { category: 'self-harm', severity: 'medium', list: 'self-harm', line: 1, phrase: said },
  });
});

test('a page that is flagged while it waits has one event, of the page view', async () => {
  const url = pageAt(html(`<p>${said}`));
  expect(await open(heldPupil, url)).toMatchObject({ status: 200, text: expect.stringContaining(said) });
  expect(await eventsOf(url)).toMatchObject([{ kind: 'flagged', flag: { severity: 'medium', phrase: said }, status: 200 }]);
});

test('a page that nobody may stop is flagged by an event of its own, and goes on as it came', async () => {
  const url = pageAt((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).write('<!doctype html><title>A page</title>');
    setTimeout(() => response.end(`<p>${said}<p>${said}`), 50);
  });
  expect(await open(sixthFormer, url)).toMatchObject({ status: 200, text: expect.stringContaining(said) });
  expect(await kindsOf(url)).toEqual(['flagged', 'ordinary']);
  expect((await open(teacher, url)).status).toBe(200);
  expect(await kindsOf(url)).toEqual(['flagged', 'ordinary', 'ordinary']);
});

test('a short page that comes at once has one event, which says what it holds', async () => {
  const url = pageAt(html(`<p>${said}`));
  expect(await open(sixthFormer, url)).toMatchObject({ status: 200, text: expect.stringContaining(said) });
  expect(await eventsOf(url)).toMatchObject([{ kind: 'flagged', flag: { phrase: said }, status: 200 }]);
});

test('Welsh words are words', async () => {
  const url = pageAt(html('<p>sut i frifo fy hun</p><p>Sut i <b>frifo</b> fy hun?</p>'));
  expect((await open(heldPupil, url, { headers: { 'accept-language': 'cy' } })).text).toContain('Mae ei geiriau’n rhai');
});

const codings: readonly [coding: string, (page: Buffer) => Buffer][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['Deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['gzip, br', (page) => brotliCompressSync(gzipSync(page))],
  ['identity', (page) => page],
];
test.each(codings)('content coding %s is undone to read, and the bytes go on unchanged', async (coding, code) => {
  const body = code(Buffer.from(twice));
  const url = pageAt(bytesOf('text/html', body, { 'content-encoding': coding }));
  expect((await open(heldPupil, url)).status).toBe(403);
  const chunks: Buffer[] = [];
  for await (const chunk of await openResponse(sixthFormer, url)) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks)).toEqual(body);
  expect(await kindsOf(url)).toEqual(['blocked', 'flagged']);
});

test('codings that stand on a dictionary are not asked for', async () => {
  const url = pageAt(html('plain'));
  await open(sixthFormer, url, { headers: { 'accept-encoding': 'gzip, deflate, br, zstd, dcb, dcz' } });
  expect(school.outside.requestsTo(new URL(url).hostname)[0]?.headers['accept-encoding']).toBe('gzip, deflate, br, zstd');
});

test('a damaged, a cut-off and an unknown coding end the reading and nothing else', async () => {
  const gzip = gzipSync(Buffer.from(document('nothing')));
  for (const [coding, body] of [
    ['gzip', gzip.subarray(0, 20)],
    ['gzip', Buffer.from('no gzip at all')],
    ['br', Buffer.alloc(500, 0xff)],
    ['made-up', gzip],
    [Array.from({ length: 11 }, () => 'gzip').join(','), gzip],
  ] as const) {
    const chunks: Buffer[] = [];
    for await (const chunk of await openResponse(heldPupil, pageAt(bytesOf('text/html', body, { 'content-encoding': coding }))))
      chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks)).toEqual(body);
  }
});

test('accents are read in the encoding of the page', async () => {
  const accented = document('hów tó hurt mysélf. Hów tó hürt mysélf!');
  const utf16 = Buffer.from(`\u{feff}${accented}`, 'utf16le');
  for (const page of [
    bytesOf('text/html', Buffer.from(accented)),
    bytesOf('text/html', Buffer.from(accented, 'latin1')),
    bytesOf('text/html; charset=windows-1252', Buffer.from(accented, 'latin1')),
    bytesOf('text/html; charset=utf-8', utf16),
    bytesOf('text/html', Buffer.from(`<!-- <meta charset=utf-8> --><meta charset=latin1>${accented}`, 'latin1')),
  ])
    expect((await open(heldPupil, pageAt(page))).status).toBe(403);
});

const inPieces =
  (pieces: readonly (Buffer | string)[], pause: number, headers: Record<string, string> = {}): Page =>
  async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    for (const piece of pieces) {
      response.write(piece);
      await wait(pause);
    }
    response.end();
  };
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a phrase is found across pieces of a page, and across blocks of a compressed one', async () => {
  const pieces = twice.match(/.{1,9}/gs) ?? [];
  expect((await open(heldPupil, pageAt(inPieces(pieces, 1)))).status).toBe(403);
  const gzip = createGzip();
  const blocks: Buffer[] = [];
  gzip.on('data', (block: Buffer) => blocks.push(block));
  for (const piece of ['<p>how to hu', 'rt my', 'self, how t', 'o hurt myself']) {
    gzip.write(piece);
    await new Promise<void>((resolve) => gzip.flush(constants.Z_FULL_FLUSH, () => resolve()));
  }
  gzip.end();
  await once(gzip, 'end');
  expect(blocks.length).toBeGreaterThan(3);
  expect((await open(heldPupil, pageAt(inPieces(blocks, 2, { 'content-encoding': 'gzip' })))).status).toBe(403);
});

test('a page that comes slowly flows when its time is up, and is cut off in sight of the browser when its words stop it', async () => {
  const url = pageAt(inPieces([`<p>begin ${said}. So `, '<p>middle', `<p>again ${said}<p>never shown`], 350));
  const asked = Date.now();
  const response = await openResponse(heldPupil, url);
  const waited = Date.now() - asked;
  expect(waited).toBeGreaterThan(350);
  expect(waited).toBeLessThan(1_500);
  let text = '';
  await expect(
    (async () => {
      for await (const chunk of response) text += String(chunk);
    })(),
  ).rejects.toThrow();
  expect(text).toContain('begin');
  expect(text).not.toContain('never shown');
  // What was known when it began to flow stands in its first event, what stopped it in another.
  expect(await kindsOf(url)).toEqual(['blocked', 'flagged']);
});

test('where nothing can stop a page, its first byte waits for nothing', async () => {
  let origin: ServerResponse | null = null;
  const url = pageAt((_request, response) => {
    origin = response;
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write('<p>first');
  });
  const response = await openResponse(sixthFormer, url);
  const [first] = (await once(response, 'data')) as [Buffer];
  expect(first.toString()).toBe('<p>first');
  (origin as ServerResponse | null)?.end(` ${said}`);
  await once(response.resume(), 'end');
  expect(await kindsOf(url)).toEqual(['flagged', 'ordinary']);
});

test('events of a server and other answers that are no page are not held for anybody', async () => {
  for (const type of ['text/event-stream', 'application/octet-stream', 'image/png']) {
    const url = pageAt((_request, response) => void response.writeHead(200, { 'content-type': type }).write(`data: ${said} ${said}\n\n`));
    const asked = Date.now();
    const response = await openResponse(heldPupil, url, { headers: { 'sec-fetch-dest': 'empty' } });
    await once(response, 'data');
    expect(Date.now() - asked).toBeLessThan(350);
    response.destroy();
  }
});

test('what a chat answers is read as well, and one event tells that it was stopped', async () => {
  school.outside.page('chat.test/api/ask', bytesOf('text/html', twice));
  const url = 'http://chat.test/api/ask';
  const ask = { method: 'POST', body: '{"messages":[{"role":"user","content":"hello"}]}', headers: { 'content-type': 'application/json' } };
  expect((await open(heldPupil, url, ask)).status).toBe(403);
  expect((await eventsOf(url)).map(({ kind, rule }) => [kind, rule.id])).toEqual([['blocked', 'page-words:8b:self-harm']]);
});

test('a page that its reader leaves is recorded by what was read until then', async () => {
  const url = pageAt((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).write(`<p>${said}<p>more`));
  const response = await openResponse(sixthFormer, url);
  await once(response, 'data');
  response.destroy();
  await wait(100);
  expect(await kindsOf(url)).toEqual(['flagged', 'ordinary']);
});

test('a page whose flag cannot be kept breaks off before its end, and the flag is kept when that can be done again', async () => {
  await school.events();
  const url = pageAt((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write(`<p>${said}`);
    setTimeout(() => response.end('<p>end'), 50);
  });
  const response = await openResponse(sixthFormer, url);
  diskFull = true;
  await expect(answerOf(response)).rejects.toThrow();
  await wait(300);
  diskFull = false;
  await wait(400);
  expect(await kindsOf(url)).toEqual(['flagged', 'ordinary']);
});

test('bombs are not followed', async () => {
  const before = process.memoryUsage().rss;
  const zeros = Buffer.alloc(50_000_000);
  for (const [coding, body] of [
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })],
    ['zstd', zstdCompressSync(zeros)],
    ['gzip, gzip', gzipSync(gzipSync(zeros))],
  ] as const) {
    const asked = Date.now();
    const answer = await open(heldPupil, pageAt(bytesOf('text/html', body, { 'content-encoding': coding })));
    expect(answer.status).toBe(200);
    expect(Date.now() - asked).toBeLessThan(2_000);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(250_000_000);
});

test('what a browser shows as a page is read as one, whatever it is called', async () => {
  const text = `${said}. ${said}`;
  const shown: Page[] = [
    bytesOf('text/plain', text),
    bytesOf('TEXT/HTML;charset=utf-8', text),
    bytesOf('image/png, text/html', document(text)),
    bytesOf('application/xhtml+xml', `<html xmlns="http://www.w3.org/1999/xhtml"><p>${said}</p><p>${said}</p></html>`),
    bytesOf('image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg"><text>${said}</text><text>${said}</text></svg>`),
    bytesOf('application/json', JSON.stringify({ a: 'how to\nhurt \u006dyself', b: said }).replace('my', '\\u006dy')),
    (_request, response) => void response.writeHead(200).end(document(text)),
    (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end(document(text)),
    (_request, response) =>
      void response.writeHead(206, { 'content-type': 'text/html', 'content-range': 'bytes 5-99/100' }).end(document(text)),
  ];
  for (const [index, page] of shown.entries()) expect((await open(heldPupil, pageAt(page))).status, String(index)).toBe(403);
  const unseen: Page[] = [
    bytesOf('text/html', `<script>"${text}"</script><style>/* ${text} */</style><template>${text}</template><!-- ${text} -->`),
    bytesOf('image/png', text),
    bytesOf('text/css', text),
  ];
  for (const page of unseen) expect((await open(heldPupil, pageAt(page))).status).toBe(200);
});

test('a part of a page asks for one line, not for a page of ours', async () => {
  const { status, text } = await open(heldPupil, pageAt(bytesOf('text/html', twice)), { headers: { 'sec-fetch-dest': 'empty' } });
  expect(status).toBe(403);
  expect(text).not.toContain('<');
});

test('of a huge page the first part is read, and all of it goes on', async () => {
  const filler = 'word '.repeat(60_000);
  const late = await open(heldPupil, pageAt(bytesOf('text/html', `<p>${filler}${said} ${said}`)));
  expect(late).toMatchObject({ status: 200 });
  expect(late.text.length).toBeGreaterThan(300_000);
  expect((await open(heldPupil, pageAt(bytesOf('text/html', `<p>${said} ${said} ${filler}`)))).status).toBe(403);
});

test('answers without a body, parts, and what a browser has already', async () => {
  const url = pageAt((request, response) => {
    if (request.headers['if-none-match'] === '"v"') return void response.writeHead(304, { etag: '"v"' }).end();
    if (request.headers.range !== undefined)
      return void response.writeHead(206, { 'content-type': 'text/html', 'content-range': `bytes 4-99/100` }).end(twice);
    response.writeHead(200, { 'content-type': 'text/html', etag: '"v"', 'cache-control': 'no-store' }).end(twice);
  });
  expect((await open(heldPupil, url, { method: 'HEAD' })).status).toBe(200);
  expect((await open(sixthFormer, url, { headers: { 'if-none-match': '"v"' } })).status).toBe(304);
  // Whoever may be stopped is given the page itself, which can be read.
  expect((await open(heldPupil, url, { headers: { 'if-none-match': '"v"' } })).status).toBe(403);
  expect((await open(heldPupil, url, { headers: { range: 'bytes=4-' } })).status).toBe(206);
  const empty = pageAt((_request, response) => void response.writeHead(204).end());
  expect((await open(heldPupil, empty)).status).toBe(204);
});

test('a page from the cache is read for whoever asks for it now', async () => {
  const url = pageAt(bytesOf('text/html', twice, { 'cache-control': 'max-age=600' }));
  expect((await open(sixthFormer, url)).status).toBe(200);
  expect((await open(heldPupil, url)).status).toBe(403);
  expect((await open(sixthFormer, url)).text).toBe(twice);
  expect(school.outside.requestsTo(new URL(url).hostname)).toHaveLength(1);
  expect((await eventsOf(url)).filter(({ kind }) => kind !== 'ordinary').map(({ subject }) => subject)).toEqual(['tom', 'mia', 'tom']);
});

test('over HTTP/2 and TLS it is the same', async () => {
  const url = pageAt(bytesOf('text/html', twice));
  expect((await openHttp2(heldPupil, url.replace('http:', 'https:'))).status).toBe(403);
});

test('a page of results that repeats a flagged search is flagged once', async () => {
  const url = 'http://www.bing.com/search?q=how+to+hurt+myself';
  school.outside.page('www.bing.com/search', bytesOf('text/html', document(`Results for ${said}`)));
  expect((await open(sixthFormer, url)).status).toBe(200);
  expect(await eventsOf(url)).toMatchObject([{ kind: 'flagged', searchTerm: said, flag: { severity: 'high' } }]);
});

test('a page of confidential help is neither read nor recorded', async () => {
  school.outside.page('helpline.test/', bytesOf('text/html', twice));
  expect(await open(heldPupil, 'http://helpline.test/')).toMatchObject({ status: 200, text: twice });
  expect(await eventsOf('http://helpline.test/')).toEqual([]);
});

const sized = (type: string, length: number): Page => bytesOf(type, Buffer.alloc(length), { 'content-length': String(length) });

test('files are stopped by kind and by size, and cut off where they do not say how large they are', async () => {
  expect((await open(heldPupil, pageAt(bytesOf('application/x-msdownload', 'MZ')))).text).toContain('Files of this kind are blocked');
  expect((await open(heldPupil, pageAt(sized('video/mp4', 1_000_001)))).status).toBe(403);
  expect((await open(heldPupil, pageAt(sized('image/png', 2_000_001)))).text).toContain('Files of this size are blocked');
  expect((await open(sixthFormer, pageAt(bytesOf('application/x-msdownload', 'MZ')))).status).toBe(200);
  const url = pageAt((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/zip' });
    for (let block = 0; block < 40; block++) response.write(Buffer.alloc(100_000));
    response.end();
  });
  const response = await openResponse(heldPupil, url);
  await expect(answerOf(response)).rejects.toThrow();
  expect(await kindsOf(url)).toEqual(['blocked', 'ordinary']);
});

test('a stopped page leaves no byte of itself on the wire', async () => {
  const url = pageAt(bytesOf('text/html', twice));
  const socket = await tcpTo(heldPupil);
  const { host } = new URL(url);
  socket.write(
    `GET ${url} HTTP/1.1\r\nHost: ${host}\r\nProxy-Authorization: ${heldPupil.credentials}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
  );
  expect(await readHead(socket)).toMatch(/^HTTP\/1\.1 403 /);
  expect(await allBytes(socket)).not.toContain(said);
});
