// The extension's end of its API, against a real server on loopback.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backOff } from '#extension/bundle/back-off.ts';
import { createBundleLoop } from '#extension/bundle/bundle-loop.ts';
import { createSchoolServer } from '#extension/server/school-server.ts';
import { openSchool } from './support/school.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => void response.end();
const listener = createServer((request, response) => answer(request, response));
let access = { serverUrl: '', token: 'token' };
beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  access = { ...access, serverUrl: `http://127.0.0.1:${(listener.address() as AddressInfo).port}` };
});
afterAll(() => {
  listener.closeAllConnections();
  listener.close();
});
const server = createSchoolServer((url, init) => fetch(url, init));
const json = (status: number, body: unknown) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

test('a bundle, no bundle, and every way in which a server can fail are told apart', async () => {
  const signed = await openSchool().bundle(2);
  answer = json(200, signed);
  expect(await server.bundle(access, 1, 0)).toEqual({ ok: true, value: signed });
  answer = (_request, response) => void response.writeHead(204).end();
  expect(await server.bundle(access, 1, 0)).toEqual({ ok: true, value: null });
  for (const [status, problem] of [
    [401, 'unknown-device'],
    [400, 'refused'],
    [413, 'refused'],
    [403, 'odd'],
    [409, 'odd'],
    [429, 'odd'],
    [500, 'odd'],
    [503, 'odd'],
  ] as const) {
    answer = json(status, {});
    expect([status, await server.bundle(access, 1, 0)]).toEqual([status, { ok: false, problem }]);
  }
  answer = json(200, { not: 'a bundle' });
  expect(await server.bundle(access, 1, 0)).toEqual({ ok: false, problem: 'odd' });
  answer = (request) => void request.socket.destroy();
  expect(await server.bundle(access, 1, 0)).toEqual({ ok: false, problem: 'unreachable' });
});

test('a login page of a café, or a redirect to one, is no answer', async () => {
  answer = (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our wireless network');
  expect(await server.heartbeat(access, { version: '1', bundle: 1, throughProxy: false, queued: 0, problems: [] })).toEqual({
    ok: false,
    problem: 'unreachable',
  });
  answer = (_request, response) => void response.writeHead(302, { location: '/login' }).end();
  expect(await server.bundle(access, 0, 0)).toEqual({ ok: false, problem: 'unreachable' });
});

test('the token goes with every call but enrolment', async () => {
  const seen: (string | undefined)[] = [];
  answer = (request, response) => {
    seen.push(request.headers.authorization);
    json(200, {})(request, response);
  };
  await server.enrol(access.serverUrl, { enrolmentKey: 'k'.repeat(16), install: 'install-1', deviceName: null, user: null, version: '1' });
  await server.bundle(access, 0, 0);
  await server.events(access, []);
  await server.heartbeat(access, { version: '1', bundle: 1, throughProxy: false, queued: 0, problems: [] });
  expect(seen).toEqual([undefined, 'Bearer token', 'Bearer token', 'Bearer token']);
});

test('waiting grows with failures, has an end, and differs between browsers', () => {
  const waits = [1, 2, 3, 4, 5, 6, 20].map((failures) => backOff(failures, () => 1));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(backOff(6, () => 0)).toBe(15_000);
});

test('the loop takes what comes, backs off while the server is away, and ends when the browser is no device', async () => {
  const signed = await openSchool().bundle(2);
  const answers = [
    { ok: true, value: signed },
    { ok: false, problem: 'unreachable' },
    { ok: false, problem: 'odd' },
    { ok: true, value: null },
    null,
  ] as const;
  let at = 0;
  const taken: number[] = [];
  const pauses: number[] = [];
  const heard: unknown[] = [];
  const run = createBundleLoop({
    poll: async () => answers[at++] ?? null,
    take: async (bundle) => taken.push(bundle.number) > 0,
    heard: (problem) => void heard.push(problem),
    pause: async (ms) => void pauses.push(ms),
    random: () => 1,
  });
  await Promise.all([run(), run()]);
  expect([taken, pauses, heard]).toEqual([[2], [1_000, 2_000], [null, 'unreachable', 'odd', null]]);
});
