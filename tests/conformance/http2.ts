// Does the HTTP/2 of the intercepted tunnel keep RFC 9113 and RFC 7541? The public suite h2spec, through a door that dials for it.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from '../bench/measured-child.ts';
import { programVersion, type Report } from '../bench/report.ts';
import { connectThrough } from '../proxy/support/browser.ts';
import { createTestAuthority } from '../support/test-authority.ts';
import { knownFailures } from './http2-known-failures.ts';
import { casesOf, unexpectedOf } from './http2-report.ts';

/** The name that the suite asks for: one that every machine finds, and that stands in the certificate that the proxy makes. */
const host = 'localhost';
const originAddress = '127.77.0.1';

export async function http2(): Promise<Report | string> {
  const program = process.env['H2SPEC'];
  if (program === undefined || !existsSync(program))
    return 'Say with H2SPEC where the program h2spec is (version 2.6 of summerwind/h2spec).';
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-h2spec-'));
  const authority = await createTestAuthority();
  const origin = createHttpsServer(await authority.issue([host]), (request, response) => {
    request.resume();
    request.once('end', () => response.end('A page of some length, so that there is something to send.'));
  });
  const proxy = await startChild('our-proxy.ts', { root: authority.root, places: { [host]: originAddress } }, (message) =>
    z.object({ port: z.number(), authority: z.string() }).parse(message),
  );
  const browser = { proxyPort: proxy.ready.port, authority: proxy.ready.authority, credentials: null };
  const door = createServer({ pauseOnConnect: true }, (client) => {
    client.on('error', () => {});
    void connectThrough(browser, `${host}:${portOf(door)}`).then(
      ({ socket }) => {
        socket.on('error', () => client.destroy());
        client.on('close', () => socket.destroy());
        socket.pipe(client).pipe(socket);
      },
      () => client.destroy(),
    );
  });
  try {
    await listen(door, 0, '127.0.0.1');
    // The suite names its own port as the origin's.
    await listen(origin, portOf(door), originAddress);
    const file = join(dir, 'report.xml');
    await run(program, ['-h', host, '-p', String(portOf(door)), '-t', '-k', '-j', file]);
    return reportOf(readFileSync(file, 'utf8'), program);
  } finally {
    await proxy.stop();
    door.close();
    origin.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listen = (server: Server, port: number, address: string): Promise<void> =>
  new Promise((ready, failed) => void server.once('error', failed).listen(port, address, ready));

/** It ends with an error where any case fails, which is for us to judge. */
const run = (program: string, args: readonly string[]): Promise<void> =>
  new Promise((ended) => void execFile(program, args, { maxBuffer: 1e8 }, () => ended()));

function reportOf(xml: string, program: string): Report {
  const cases = casesOf(xml);
  const failed = cases.filter(({ came }) => came !== null);
  const skipped = cases.filter((one) => one.skipped).length;
  const passed = cases.length - failed.length - skipped;
  return {
    name: 'HTTP/2 inside the tunnel, h2spec',
    columns: ['case', 'came', 'why'],
    rows: failed.map(({ name, came }) => [name, came ?? '', knownFailures[name] ?? 'NOT KNOWN']),
    notes: [`${passed} of ${cases.length} pass, ${failed.length} do not, ${skipped} could not be run.`],
    unexpected: unexpectedOf(cases, knownFailures),
    figures: { passed, cases },
    peers: { h2spec: programVersion(program, '--version') ?? 'unknown' },
  };
}
