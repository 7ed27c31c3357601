// The plain cases that http-mitm-proxy gets right: through our proxy they must come out the same, in both directions.
import { gzipSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface DifferentialCase {
  readonly name: string;
  readonly method: string;
  /** Path and query; the origin is asked for each case under its own path. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | null;
  readonly origin: (request: IncomingMessage, response: ServerResponse) => void;
}

type Extra = Partial<Pick<DifferentialCase, 'method' | 'path' | 'headers' | 'body'>>;

const cases: DifferentialCase[] = [];
const add = (name: string, origin: DifferentialCase['origin'], extra: Extra = {}): void => {
  const path = `/${cases.length}${extra.path ?? ''}`;
  cases.push({ name, method: extra.method ?? 'GET', path, headers: extra.headers ?? {}, body: extra.body ?? null, origin });
};
const sized =
  (status: number, headers: Record<string, string | string[] | number>, body: Buffer | string = ''): DifferentialCase['origin'] =>
  (_request, response) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
    response.end(body);
  };
const large = Buffer.alloc(8_000_000, 'the quick brown fox ');
const text = { 'content-type': 'text/plain' };

add('a short text', sized(200, text, 'hello'));
add('an empty body', sized(200, text));
add('a body in chunks', (_request, response) => {
  response.writeHead(200, text);
  response.write('one ');
  setTimeout(() => response.end('two'), 20);
});
add(
  'a compressed body, untouched',
  sized(200, { 'content-type': 'text/html', 'content-encoding': 'gzip', vary: 'Accept-Encoding' }, gzipSync('<p>hello')),
  { headers: { 'accept-encoding': 'gzip, br' } },
);
add('a body of 8 MB', sized(200, { 'content-type': 'application/octet-stream' }, large));
add('a body of 8 MB in chunks', (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.end(large);
});
add(
  'all byte values',
  sized(200, { 'content-type': 'application/octet-stream' }, Buffer.from(Array.from({ length: 256 }, (_, index) => index))),
);
add('something that may be stored', sized(200, { ...text, 'cache-control': 'public, max-age=600', etag: '"1"' }, 'kept'));
for (const status of [201, 202, 203, 400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 501, 503])
  add(`status ${status}`, sized(status, text, `this is ${status}`));
for (const status of [301, 302, 303, 307, 308]) add(`redirect ${status}, not followed`, sized(status, { location: '/elsewhere?a=b#c' }));
add('204', (_request, response) => response.writeHead(204, { 'x-nothing': 'here' }).end());
add('304 to a condition', (_request, response) => response.writeHead(304, { etag: '"v1"', 'cache-control': 'no-cache' }).end(), {
  headers: { 'if-none-match': '"v1"' },
});
add('a part', sized(206, { ...text, 'content-range': 'bytes 0-3/10' }, 'part'), { headers: { range: 'bytes=0-3' } });
add('HEAD with a length', sized(200, { ...text, 'content-length': 12_345 }), { method: 'HEAD' });
add('POST of a form', sized(200, text, 'thanks'), {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: Buffer.from('a=1&b=%20'),
});
add('POST of 3 MB', sized(200, text, 'thanks'), {
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream' },
  body: large.subarray(0, 3_000_000),
});
add('POST without a body', sized(200, text, 'thanks'), { method: 'POST', headers: { 'content-length': '0' } });
for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'REPORT'])
  add(method, sized(200, text, method), { method, body: Buffer.from(`body of ${method}`) });
add('OPTIONS', sized(204, { allow: 'GET, HEAD' }), { method: 'OPTIONS' });
add('cookies set, each in its line and in order', sized(200, { 'set-cookie': ['a=1; Path=/', 'b=2, with a comma', 'a=3; Secure'] }, 'x'));
add(
  'a response field in two lines',
  sized(200, { 'x-list': ['one', 'two'], link: ['</a.css>; rel=preload', '</b.js>; rel=preload'] }, 'x'),
);
add('a request field in two lines', sized(200, text, 'x'), { headers: { 'x-list': ['one', 'two'] } });
add('cookies sent', sized(200, text, 'x'), { headers: { cookie: 'a=1; b="2"' } });
add('fields of a browser', sized(200, text, 'x'), {
  headers: {
    accept: '*/*',
    'accept-language': 'cy,en;q=0.8',
    'user-agent': 'Mozilla/5.0',
    referer: 'https://www.bench.test/a?b',
    origin: 'https://www.bench.test',
    dnt: '1',
    'sec-fetch-dest': 'empty',
    'sec-fetch-mode': 'cors',
  },
});
add('a field with an empty value', sized(200, { 'x-empty': '' }, 'x'), { headers: { 'x-empty': '' } });
add('odd but legal characters in the address', sized(200, text, 'x'), { path: '/a;b=c/%2F%00/%C3%A9/~user/?q=1&q=2&x=%E2%82%AC+%20|[]{}' });
add('a long address', sized(200, text, 'x'), { path: `/${'long/'.repeat(800)}?${'q=1&'.repeat(200)}` });

export const differentialCases: readonly DifferentialCase[] = cases;

/** Fields that the two may handle differently, because RFC 9110 and 9111 ask for it or because one of them is a cache. */
export const documentedFields: ReadonlySet<string> = new Set([
  'via',
  'cache-status',
  'age',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'transfer-encoding',
  'upgrade',
  'date',
]);
