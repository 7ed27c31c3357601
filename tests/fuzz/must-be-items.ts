// What must hold of whatever a reader of lists makes of a line.
import { RE2JS } from 're2js';
import { canonicalPath } from '#policies/engine/path-prefix.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { readRange } from '#policies/lists/cidr.ts';
import type { LineReader, ListItem } from '#policies/lists/list-item.ts';
import { readDomains } from '#policies/lists/read-domains.ts';
import { mustBe } from './must-be.ts';

/** Lines are read by themselves, so that many at once find nothing that few do not. */
const enough = 4_096;

/** Reads the beginning of a text line by line. */
export function readLines(reader: LineReader, bytes: Uint8Array): void {
  for (const line of new TextDecoder().decode(bytes.subarray(0, enough)).split(/\r\n|\n|\r/)) {
    const reading = reader(line);
    if ('problem' in reading) mustBe(reading.problem.endsWith('.'), 'a problem is a sentence');
    else for (const item of [...reading.items, ...(reading.exceptions ?? [])]) mustBeItem(item);
  }
}

export function mustBeItem(item: ListItem): void {
  if (item.kind === 'expression') {
    RE2JS.compile(item.expression);
    return;
  }
  if (item.kind === 'range') {
    const again = readRange(item.range);
    mustBe('range' in again && again.range === item.range, 'a range has one spelling');
    return;
  }
  const { host, path } = item;
  mustBe(/^[a-z0-9._-]+$/.test(host) || /^[0-9a-f:.]+$/.test(host), 'a host is a name or an address');
  const target = parseTarget(`https://${host.includes(':') ? `[${host}]` : host}/`);
  mustBe(target?.host === host, 'a host is spelt as addresses spell it');
  mustBe(path === null || (path.startsWith('/') && path !== '/' && canonicalPath(path) === path), 'a path is canonical');
  if (path !== null) return;
  const again = readDomains(host);
  mustBe('items' in again && again.items[0]?.kind === 'host' && again.items[0].host === host, 'our own format reads every host back');
}
