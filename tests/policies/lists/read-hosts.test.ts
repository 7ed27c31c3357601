import { expect, test } from 'vitest';
import { lineProblems } from '#policies/lists/line-problems.ts';
import { readHosts } from '#policies/lists/read-hosts.ts';

const hosts = (...names: string[]) => ({ items: names.map((host) => ({ kind: 'host', host, path: null, below: false })) });

test.each([
  ['0.0.0.0 ads.test', hosts('ads.test')],
  ['127.0.0.1\tads.test  more.test # comment', hosts('ads.test', 'more.test')],
  [':: ads.test', hosts('ads.test')],
  ['ads.test', hosts('ads.test')],
  ['127.0.0.1 localhost localhost.localdomain', { items: [] }],
  ['::1 ip6-localhost ip6-loopback', { items: [] }],
  ['255.255.255.255 broadcasthost', { items: [] }],
  ['fe80::1%lo0 localhost', { items: [] }],
  ['0.0.0.0 0.0.0.0', { items: [] }],
  ['# comment', { items: [] }],
  ['', { items: [] }],
])('hosts file: %s', (line, reading) => expect(readHosts(line)).toEqual(reading));

test('of several names the good ones are taken and the others told', () => {
  expect(readHosts('0.0.0.0 good.test bad..test also-good.test')).toEqual({
    ...hosts('good.test', 'also-good.test'),
    refused: [lineProblems.notHost],
  });
});

test.each([
  ['93.184.216.34 site.test', 'The line gives a real address for a name, so it is not there to block it.'],
  ['0.0.0.0', 'The line has an address and no name.'],
  ['0.0.0.0 bad..test', lineProblems.notHost],
  ['two names.test', lineProblems.spaces],
])('refused: %s', (line, problem) => expect(readHosts(line)).toEqual({ problem }));
