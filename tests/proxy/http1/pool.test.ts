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
      const connection = await pool.take('a.test', counted, false);
      const answer = await connection.send({ method: 'GET', text, signal: new AbortController().signal, inform: () => undefined });
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
  const held = await Promise.all(Array.from({ length: 300 }, async () => pool.take('a.test', slowly, false)));
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
  const ends = await Promise.allSettled(Array.from({ length: 500 }, async () => pool.take('a.test', inVain, false)));
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
  expect(performance.now() - from).toBeLessThan(1_000);
  expect(tried).toBe(64);
  // And the origin is tried again by the next.
  await expect(pool.take('a.test', slowly, false)).resolves.toBeDefined();
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
  const ends = await Promise.allSettled(Array.from({ length: 300 }, async () => pool.take('a.test', nowAndThen, false)));
  const failed = ends.filter(({ status }) => status === 'rejected').length;
  expect(failed).toBeGreaterThan(10);
  expect(failed).toBeLessThan(60);
  pool.close();
});
