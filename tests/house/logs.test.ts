// Records are not logs: operators see that something happened, never who did it or where they went.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logCalls } from './log-calls.ts';
import { filesOf, isProduct, projectRoot } from './source-files.ts';

/** Names of values that would tell who somebody is, or what they looked at. */
const telling =
  /^(url|href|uri|host|hostname|authority|servername|sni|origin|path|pathname|query|target|initiator|referrer|referer|subject|pupil|person|people|user|username|login|email|name|term|searchTerm|phrase|text|body|headers|cookie|token|secret|password|address|clientAddress|remoteAddress|ip|event|exchange|request|req|verdict)$/i;

/** A request's id, and the pattern of its route, say nothing about who asked for what. */
const harmless = /\brequest\.(id|routeOptions\.url)\b/g;

const toldBy = (file: string, text: string): string[] =>
  logCalls(file, text.replaceAll(harmless, 'harmless')).flatMap(({ names }) => names.filter((name) => telling.test(name)));

test('no module hands the log anything that tells who somebody is or what they looked at', () => {
  const product = filesOf(projectRoot).filter((file) => isProduct(file) && !file.startsWith('dashboard/web/'));
  const calls = product.flatMap((file) => logCalls(file, readFileSync(join(projectRoot, file), 'utf8')));
  expect(calls.length).toBeGreaterThan(5);
  expect(
    product.flatMap((file) => toldBy(file, readFileSync(join(projectRoot, file), 'utf8')).map((name) => `${file} logs "${name}"`)),
  ).toEqual([]);
});

test.each([
  "log.warn({ url: exchange.target.path }, 'slow');",
  'options.log.error({ subject }, `blocked ${host}`);',
  "request.log.info('from', client.address);",
])('a planted line that tells is found: %s', (line) => {
  expect(toldBy('proxy/planted.ts', line)).not.toEqual([]);
});

test('a line that says what happened to the system is fine', () => {
  expect(toldBy('proxy/planted.ts', "log.warn({ err: error, waiting: queue.length }, 'the store is slow');")).toEqual([]);
});
