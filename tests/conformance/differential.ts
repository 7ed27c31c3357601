// The same requests through our proxy and through http-mitm-proxy, to the same origin, over TLS interception: what the client gets
// and what the origin is asked are compared, all but the documented differences.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ProxyAgent } from 'undici';
import { z } from 'zod';
import { startChild, type MeasuredChild } from '../bench/measured-child.ts';
import { versionOf, type Report } from '../bench/report.ts';
import { createTestAuthority } from '../support/test-authority.ts';
import { differentialCases, documentedFields, type DifferentialCase } from './differential-cases.ts';

/** A proxy that reads TLS. */
export interface ThroughProxy {
  readonly port: number;
  /** PEM that the client trusts. */
  readonly authority: string;
}

/** One message, normalised: fields in lower case, lines of one field joined, but for cookies, which are never joined. */
interface Seen {
  readonly line: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Compared {
  readonly name: string;
  /** Empty: the same. */
  readonly differences: readonly string[];
}

const proxySchema = z.object({ port: z.number(), authority: z.string() });

export async function compareProxies(cases: readonly DifferentialCase[] = differentialCases): Promise<Compared[]> {
  const authority = await createTestAuthority();
  const asked: Seen[] = [];
  const server = createServer({ ...(await authority.issue(['*.bench.test'])), maxHeaderSize: 65_536 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({
        line: `${request.method} ${request.url}`,
        fields: normalised(pairs(request.rawHeaders)),
        body: digest(Buffer.concat(chunks)),
      });
      const [, number = ''] = (request.url ?? '').split(/[/?]/);
      cases[Number(number)]?.origin(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const start = (script: string): Promise<MeasuredChild<ThroughProxy>> =>
    startChild(script, { root: authority.root }, (message) => proxySchema.parse(message));
  const proxies = await Promise.all([start('our-proxy.ts'), start('http-mitm-proxy.ts')]);
  try {
    const compared: Compared[] = [];
    for (const one of cases) {
      const [ours, theirs] = [await through(proxies[0], server, asked, one), await through(proxies[1], server, asked, one)];
      compared.push({
        name: one.name,
        differences: [
          ...differences('to the client', ours.answer, theirs.answer),
          ...differences('to the origin', ours.asked, theirs.asked),
        ],
      });
    }
    return compared;
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.stop()));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function through(
  proxy: MeasuredChild<ThroughProxy>,
  server: Server,
  asked: Seen[],
  one: DifferentialCase,
): Promise<{ answer: Seen; asked: Seen }> {
  asked.length = 0;
  const agent = new ProxyAgent({ uri: `http://127.0.0.1:${proxy.ready.port}`, requestTls: { ca: proxy.ready.authority }, allowH2: false });
  const { port } = server.address() as AddressInfo;
  const { statusCode, headers, body } = await agent.request({
    origin: `https://www.bench.test:${port}`,
    path: one.path,
    method: one.method,
    headers: one.headers,
    body: one.body,
  });
  const received = Buffer.from(await body.arrayBuffer());
  await agent.close();
  const fields = normalised(
    Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((line): [string, string] => [name, line])),
  );
  const [reached = { line: 'nothing', fields: {}, body: '' }, ...more] = asked;
  return {
    answer: { line: String(statusCode), fields, body: digest(received) },
    asked: more.length === 0 ? reached : { ...reached, line: `${asked.length} times: ${reached.line}` },
  };
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
}

function normalised(lines: readonly (readonly [string, string])[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [written, value] of lines) {
    const name = written.toLowerCase();
    if (documentedFields.has(name)) continue;
    fields[name] = fields[name] === undefined ? value : fields[name] + (name === 'set-cookie' ? '\n' : ', ') + value;
  }
  return fields;
}

const digest = (body: Buffer): string => `${body.length} bytes ${createHash('sha256').update(body).digest('hex').slice(0, 16)}`;

function differences(where: string, ours: Seen, theirs: Seen): string[] {
  const found: string[] = [];
  if (ours.line !== theirs.line) found.push(`${where}: ours "${ours.line}", theirs "${theirs.line}"`);
  if (ours.body !== theirs.body) found.push(`${where}: body of ours ${ours.body}, of theirs ${theirs.body}`);
  for (const name of new Set([...Object.keys(ours.fields), ...Object.keys(theirs.fields)])) {
    const [left, right] = [ours.fields[name], theirs.fields[name]];
    if (left !== right) found.push(`${where}: ${name} of ours ${shown(left)}, of theirs ${shown(right)}`);
  }
  return found;
}

const shown = (value: string | undefined): string => (value === undefined ? 'missing' : JSON.stringify(value));

export async function differentialReport(): Promise<Report> {
  const compared = await compareProxies();
  const same = compared.filter(({ differences: found }) => found.length === 0).length;
  return {
    name: 'Differential: our proxy against http-mitm-proxy, plain cases',
    columns: ['case', 'result'],
    rows: compared.map(({ name, differences: found }) => [name, found.length === 0 ? 'same' : found.join('; ')]),
    notes: [`${same} of ${compared.length} cases are the same in both directions.`, `Not compared: ${[...documentedFields].join(', ')}.`],
    figures: { same, total: compared.length, cases: compared },
    peers: { 'http-mitm-proxy': versionOf('http-mitm-proxy') },
  };
}
