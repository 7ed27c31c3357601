// Interim answers (1xx) reach the browser as the origin gave them, less what is not theirs to say.
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { http2To, navigation, tlsThrough, type Browser } from './support/browser.ts';
import { openProxiedSchool, type ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
beforeAll(async () => {
  school = await openProxiedSchool();
  pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  school.outside.page('allowed.test/hints', (_request, response) => {
    response.writeProcessing();
    response.writeEarlyHints({
      link: '</style.css>; rel=preload; as=style',
      'content-security-policy': "default-src 'self'",
      'set-cookie': 'early=1',
      'keep-alive': 'timeout=5',
    });
    setTimeout(() => response.end('page'), 50);
  });
});
afterAll(() => school.close());

test('over HTTP/1.1', async () => {
  const socket = await tlsThrough(pupil, 'allowed.test:443', ['http/1.1']);
  socket.write('GET /hints HTTP/1.1\r\nHost: allowed.test\r\nSec-Fetch-Dest: document\r\nConnection: close\r\n\r\n');
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  await once(socket, 'close');
  const [processing, hints, answer] = text.split('\r\n\r\n');
  expect(processing).toMatch(/^HTTP\/1\.1 102 /);
  expect(hints?.toLowerCase().split('\r\n').slice(1).sort()).toEqual([
    "content-security-policy: default-src 'self'",
    'link: </style.css>; rel=preload; as=style',
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test('over HTTP/2', async () => {
  const session = await http2To(pupil, new URL('https://allowed.test'));
  const stream = session.request({ ':path': '/hints', ...navigation });
  const interim: Record<string, unknown>[] = [];
  stream.on('headers', (headers: object) => interim.push(Object.fromEntries(Object.entries(headers))));
  await once(stream, 'response');
  expect(interim).toEqual([
    { ':status': 102 },
    { ':status': 103, link: '</style.css>; rel=preload; as=style', 'content-security-policy': "default-src 'self'" },
  ]);
  stream.resume();
  await once(stream, 'end');
  session.close();
});
