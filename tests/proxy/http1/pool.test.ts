// Connections to one origin: how many are made at a time, who takes them, and what becomes of those who wait.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Http1Pool } from '#proxy/origin/http1-pool.ts';

let port: number;
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
});
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => void server.close());

/** Of a client that stays. */
const wanted = new AbortController().signal;
const newPool = (): Http1Pool => new Http1Pool({ perOrigin: 2_000, maxHeaderBytes: 32_768, timeout: 10_000 });

async function slowly(): Promise<Socket> {
  await sleep(20);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

test('a thousand requests at once begin few connections at a time, and go over those that are there', async () => {
  const pool = newPool();
  let [now, most, made] = [0, 0, 0];
  const counted = async (): Promise<Socket> => {
    made += 1;
    now += 1;
    most = Math.max(most, now);
    try {
      return await slowly();
    } finally {
      now -= 1;
    }
  };
  const text = 'GET / HTTP/1.1\r\nhost: a.test\r\n\r\n';
  const statuses = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const connection = await pool.take('a.test', counted, false, wanted);
      const answer = await connection.send({ method: 'GET', text, signal: wanted, inform: () => undefined });
      return answer.status;
    }),
  );
  expect(statuses.every((status) => status === 200)).toBe(true);
  expect(most).toBeLessThanOrEqual(64);
  expect(made).toBeLessThan(1_000);
  pool.close();
});

test('connections that are held do not keep others from being made', async () => {
  const pool = newPool();
  const held = await Promise.all(Array.from({ length: 300 }, async () => pool.take('a.test', slowly, false, wanted)));
  expect(new Set(held).size).toBe(300);
  pool.close();
});

test('whoever waits for an origin that nobody reaches is told with the others, not one after the other', async () => {
  const pool = newPool();
  let tried = 0;
  const inVain = async (): Promise<Socket> => {
    tried += 1;
    await sleep(200);
    throw Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
  };
  const from = performance.now();
  const ends = await Promise.allSettled(Array.from({ length: 500 }, async () => pool.take('a.test', inVain, false, wanted)));
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
  expect(performance.now() - from).toBeLessThan(1_000);
  expect(tried).toBe(64);
  // And the origin is tried again by the next.
  await expect(pool.take('a.test', slowly, false, wanted)).resolves.toBeDefined();
  pool.close();
});

test('one connection that fails is the failure of one request, as long as the origin is reached', async () => {
  const pool = newPool();
  let turn = 0;
  const nowAndThen = async (): Promise<Socket> => {
    turn += 1;
    if (turn % 10 === 5) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    return slowly();
  };
  const ends = await Promise.allSettled(Array.from({ length: 300 }, async () => pool.take('a.test', nowAndThen, false, wanted)));
  const failed = ends.filter(({ status }) => status === 'rejected').length;
  expect(failed).toBeGreaterThan(10);
  expect(failed).toBeLessThan(60);
  pool.close();
});

test('an origin that nobody reaches while new requests keep coming keeps nobody waiting', async () => {
  const pool = newPool();
  const inVain = async (): Promise<Socket> => {
    await sleep(100);
    throw Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
  };
  const waited: number[] = [];
  const all: Promise<unknown>[] = [];
  for (let round = 0; round < 60; round++) {
    for (let one = 0; one < 20; one++) {
      const from = performance.now();
      const told = Promise.resolve(pool.take('a.test', inVain, false, wanted)).catch(() => void waited.push(performance.now() - from));
      all.push(told);
    }
    await sleep(10);
  }
  await Promise.all(all);
  expect(waited).toHaveLength(1_200);
  expect(Math.max(...waited)).toBeLessThan(500);
  pool.close();
});

test('whoever went away while waiting takes no turn, and no connection is begun or closed for them', async () => {
  const pool = new Http1Pool({ perOrigin: 1, maxHeaderBytes: 32_768, timeout: 10_000 });
  let made = 0;
  const counted = (): Promise<Socket> => {
    made += 1;
    return slowly();
  };
  const first = await pool.take('a.test', counted, false, wanted);
  const leaving = new AbortController();
  const left = Promise.allSettled(Array.from({ length: 5 }, async () => pool.take('a.test', counted, false, leaving.signal)));
  const next = Promise.resolve(pool.take('a.test', counted, false, wanted));
  leaving.abort();
  const answer = await first.send({
    method: 'GET',
    text: 'GET / HTTP/1.1\r\nhost: a.test\r\n\r\n',
    signal: wanted,
    inform: () => undefined,
  });
  expect(answer.status).toBe(200);
  expect(await next).toBe(first);
  expect((await left).every(({ status }) => status === 'rejected')).toBe(true);
  expect(made).toBe(1);
  pool.close();
});
