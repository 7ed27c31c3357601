// Heads of requests: whatever our reader takes, llhttp takes too and reads the same out of it. What it does not take is llhttp's.
import { readRequestHead } from '#proxy/http1/request-head.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { readByLlhttp } from './llhttp.ts';
import { mustBe } from './must-be.ts';

const browser =
  'host: allowed.test\r\nuser-agent: Mozilla/5.0 (X11) "x" é\r\naccept: */*;q=0.8\r\ncookie: a=b; c="d"\r\nsec-fetch-dest: image\r\n';
const seeds = [
  `GET /games/play?id=1&x[]=%20|{}^~ HTTP/1.1\r\n${browser}\r\n`,
  `HEAD http://allowed.test:8080/a HTTP/1.1\r\nHost: allowed.test:8080\r\nConnection: close\r\nProxy-Connection: Keep-Alive\r\n\r\n`,
  'OPTIONS / HTTP/1.1\r\nHost:\t allowed.test \t\r\nX-Empty:\r\nX: a\tb\r\n\r\n',
  'GET / HTTP/1.1\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\nUpgrade: websocket\r\nExpect: 100-continue\r\n\r\n',
  'GET / HTTP/1.1\r\nHost : a\r\n folded\r\nX: a\nb: c\r\n\r\n',
];

export const fuzzTarget: FuzzTarget = {
  name: 'request-head',
  once(bytes) {
    const sent = Buffer.from(bytes);
    const end = sent.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = sent.subarray(0, end + 4);
    const ours = readRequestHead(head.toString('latin1'));
    if (ours === null) return;
    const { messages, refused } = readByLlhttp('request', head);
    const [theirs] = messages;
    mustBe(!refused && messages.length === 1 && theirs !== undefined, 'llhttp takes the head too');
    if (theirs === undefined) return;
    mustBe(theirs.complete && theirs.body.length === 0, 'the request ends with its head');
    mustBe(theirs.version === '1.1' && !theirs.upgrade, 'it is HTTP/1.1 and asks for no other protocol');
    mustBe(theirs.method === ours.method && theirs.url === ours.requestTarget, 'method and target are read the same');
    mustBe(JSON.stringify(theirs.fields) === JSON.stringify(ours.headers.flat()), 'every field is read the same');
    mustBe(ours.close || theirs.keepAlive, 'the connection is not kept where llhttp would end it');
  },
  seeds: seeds.map((text) => new Uint8Array(Buffer.from(text, 'latin1'))),
  words: [
    '\r\n',
    '\r\n\r\n',
    ': ',
    ' HTTP/1.1',
    'HTTP/1.0',
    'connection: ',
    'close',
    'keep-alive',
    'chunked',
    '\t',
    '\n',
    '\r',
    '\0',
    'host: ',
  ],
};
