// Stopping: what is under way may end, nothing new begins, and nothing hangs.
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { connectThrough, http2Request, http2To, open, tcpTo } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';

test('an exchange that is under way ends, idle connections and tunnels are closed, new ones are refused', async () => {
  const school = await openProxiedSchool();
  const pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  let finish: () => void = () => {};
  school.outside.page('allowed.test/slow', (_request, response) => void (finish = () => void response.end('whole')));
  const idle = await tcpTo(pupil);
  const idleClosed = once(idle.resume(), 'close');
  const tunnel = await connectThrough(pupil, 'bank.test:443');
  const tunnelClosed = once(tunnel.socket.on('error', () => {}).resume(), 'close');
  const session = await http2To(pupil, new URL('https://allowed.test'));
  const [first, second] = [open(pupil, 'https://allowed.test/slow'), http2Request(session, 'https://allowed.test/other')];
  await second;
  await expect.poll(() => school.outside.requestsTo('allowed.test').length).toBe(2);
  const closed = school.proxy.close();
  await expect
    .poll(() =>
      tcpTo(pupil).then(
        () => 'open',
        () => 'refused',
      ),
    )
    .toBe('refused');
  finish();
  expect(await first).toMatchObject({ status: 200, text: 'whole' });
  const started = Date.now();
  await Promise.all([closed, idleClosed, tunnelClosed]);
  expect(Date.now() - started).toBeLessThan(2000);
  await school.close();
});

test('what does not end is broken off after the time it was given', async () => {
  const school = await openProxiedSchool({ proxy: { limits: { closeTimeout: 200 } } });
  const pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  school.outside.page('allowed.test/never', () => {});
  const never = open(pupil, 'https://allowed.test/never').catch(() => 'broken off');
  await expect.poll(() => school.outside.received.length).toBe(1);
  const started = Date.now();
  await school.proxy.close();
  expect(Date.now() - started).toBeLessThan(1500);
  expect(await never).toBe('broken off');
  await school.close();
});

test('a port that is taken is an error, and nothing is left running', async () => {
  const school = await openProxiedSchool();
  await expect(openProxiedSchool({ proxy: { port: school.proxy.port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await school.close();
});

test('a cache folder that cannot be had is an error, and nothing is left running', async () => {
  await expect(openProxiedSchool({ proxy: { cacheDir: '/dev/null/cache' } })).rejects.toThrow(/ENOTDIR|folder/);
});
