// One client that means harm, and everybody else who must not notice.
import { request as httpRequest } from 'node:http';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { mia, tom } from '../support/cast.ts';
import { connectThrough, http2To, navigation } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

const browserOf = async (school: ProxiedSchool, person: typeof mia): Promise<Browser> => ({
  proxyPort: school.proxy.port,
  authority: school.authority.certificatePem,
  credentials: await school.deviceOf(person),
});

/** From another address than the first client's: all of 127.0.0.0/8 is this machine. */
function statusFor({ proxyPort, credentials }: Browser, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest({
      port: proxyPort,
      host: '127.0.0.1',
      localAddress: '127.0.0.2',
      path: url,
      headers: { ...navigation, host: new URL(url).host, 'proxy-authorization': credentials ?? '' },
      timeout: 3_000,
    })
      .once('response', (response) => resolve(response.resume().statusCode ?? 0))
      .once('timeout', () => reject(new Error('nothing came')))
      .once('error', reject)
      .end();
  });
}

test('a client with as many requests in flight as it can make takes nobody else’s place', async () => {
  const school = await openProxiedSchool({ proxy: { limits: { exchanges: 60, exchangesPerAddress: 30, closeTimeout: 200 } } });
  const [hostile, other] = [await browserOf(school, mia), await browserOf(school, tom)];
  school.outside.page('slow.test/', () => {});
  const session = await http2To(hostile, new URL('https://slow.test/'));
  const statuses: number[] = [];
  for (let index = 0; index < 70; index++)
    session
      .request({ ':path': `/?${index}`, ...navigation })
      .on('error', () => {})
      .on('response', (headers) => statuses.push(Number(headers[':status'])))
      .resume();
  await expect.poll(() => statuses.length).toBe(40);
  expect(new Set(statuses)).toEqual(new Set([503]));
  expect(await statusFor(other, 'http://allowed.test/')).toBe(200);
  session.destroy();
  await school.close();
});

test('a client that holds hundreds of requests to one site does not close the site to others', async () => {
  const school = await openProxiedSchool({ proxy: { limits: { closeTimeout: 200 } } });
  const [hostile, other] = [await browserOf(school, mia), await browserOf(school, tom)];
  school.outside.page('allowed.test/hang', () => {});
  const reached = (): number => school.outside.requestsTo('allowed.test').length;
  const sessions = await Promise.all(Array.from({ length: 3 }, () => http2To(hostile, new URL('https://allowed.test/'))));
  for (let index = 0; index < 300; index++)
    sessions[index % 3]
      ?.request({ ':path': `/hang?${index}`, ...navigation })
      .on('error', () => {})
      .resume();
  await expect.poll(reached, { timeout: 5_000 }).toBeGreaterThanOrEqual(256);
  const session = await http2To({ ...other }, new URL('https://allowed.test/'));
  const status = await new Promise<number>((resolve, reject) => {
    session
      .request({ ':path': '/', ...navigation })
      .on('response', (headers) => resolve(Number(headers[':status'])))
      .resume();
    setTimeout(() => reject(new Error('nothing came')), 3_000).unref();
  });
  expect(status).toBe(200);
  for (const one of [...sessions, session]) one.destroy();
  await school.close();
});

test('a site that is not read is no door to its neighbours on the same address', async () => {
  const school = await openProxiedSchool({ policy: { ...testPolicy, passThrough: ['bank.test'] } });
  const pupil = await browserOf(school, mia);
  const shake = async (servername: string | undefined): Promise<string> => {
    const { status, socket } = await connectThrough(pupil, 'bank.test:443');
    expect(status).toBe(200);
    return new Promise((resolve) => {
      const secure: TLSSocket = connectTls(
        { socket, ...(servername === undefined ? {} : { servername }), rejectUnauthorized: false },
        () => {
          resolve('a handshake');
          secure.destroy();
        },
      );
      secure.once('error', () => resolve('refused'));
    });
  };
  expect(await shake('bank.test')).toBe('a handshake');
  expect(await shake('BANK.test')).toBe('a handshake');
  expect(await shake('games.test')).toBe('refused');
  expect(await shake('bank.test.games.test')).toBe('refused');
  expect(await shake('')).toBe('refused');
  await school.close();
});

test('a handshake for another name is refused however it is cut into pieces', async () => {
  const school = await openProxiedSchool({ policy: { ...testPolicy, passThrough: ['bank.test'] } });
  const pupil = await browserOf(school, mia);
  const { socket } = await connectThrough(pupil, 'bank.test:443');
  const { Duplex } = await import('node:stream');
  const wire = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      // One byte a record after the header of each: handshake messages may be cut anywhere (RFC 8446 §5.1).
      const body = chunk.subarray(5);
      for (const byte of body) socket.write(Buffer.from([22, 3, 1, 0, 1, byte]));
      done();
    },
  });
  const closed = new Promise((resolve) =>
    socket
      .on('error', () => {})
      .once('close', resolve)
      .resume(),
  );
  connectTls({ socket: wire, servername: 'games.test' }).on('error', () => {});
  await closed;
  await school.close();
});
