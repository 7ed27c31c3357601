import { expect, test } from 'vitest';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { createOutbox } from '#extension/events/outbox.ts';
import type { ServerAnswer } from '#extension/server/server-answer.ts';
import { memoryShelves } from './support/memory-shelves.ts';

const event = (id: string): AccessEvent => ({
  id: id.padStart(12, '0'),
  at: 1,
  kind: 'blocked',
  enforcedBy: { point: 'extension', id: 'laptop' },
  bundle: 1,
  subject: 'mia',
  phase: 'ks3',
  groups: ['8b'],
  device: 'laptop',
  clientAddress: null,
  target: { scheme: 'https', host: 'games.test', port: 443, path: '/' },
  destination: 'document',
  userAct: true,
  effect: 'block',
  category: 'games',
  rule: { id: 'r', layer: 'category', origin: { kind: 'built-in', name: 'Games' } },
  list: null,
  flag: null,
  searchTerm: null,
  status: null,
  bytes: 0,
});
const visit = (id: string): AccessEvent => ({ ...event(id), kind: 'ordinary' });
const accepted = (events: readonly AccessEvent[]): ServerAnswer<{ accepted: string[] }> => ({
  ok: true,
  value: { accepted: events.map(({ id }) => id) },
});

function outbox(
  answer: (events: readonly AccessEvent[]) => ServerAnswer<{ accepted: string[] }> | Promise<ServerAnswer<{ accepted: string[] }>>,
  most?: number,
) {
  const shelves = memoryShelves();
  const sent: string[][] = [];
  let refused = 0;
  const box = createOutbox({
    shelf: shelves.events,
    send: async (events) => {
      sent.push(events.map(({ id }) => id.replace(/^0+/, '')));
      return answer(events);
    },
    refused: () => (refused += 1),
    ...(most !== undefined && { most }),
  });
  return { box, shelves, sent, refused: () => refused };
}

test('an event is on disk when adding it is done, sent at once, and gone when the server has it', async () => {
  const { box, shelves, sent } = outbox(accepted);
  await box.add(event('A'));
  expect(shelves.waiting).toHaveLength(1);
  expect(await box.flush()).toBe(true);
  expect([shelves.waiting, sent]).toEqual([[], [['A']]]);
});

test('what the server did not get stays, and is sent again with the same identity', async () => {
  let reachable = false;
  const { box, shelves, sent } = outbox((events) => (reachable ? accepted(events) : { ok: false, problem: 'unreachable' }));
  await box.add(event('A'));
  expect(await box.flush()).toBe(false);
  expect(shelves.waiting).toHaveLength(1);
  reachable = true;
  expect(await box.flush()).toBe(true);
  expect(sent.at(-1)).toEqual(['A']);
});

test('events that come while others are being sent go in the next batch, none twice', async () => {
  const gate = Promise.withResolvers<void>();
  const { box, sent } = outbox(async (events) => {
    await gate.promise;
    return accepted(events);
  });
  await box.add(event('A'));
  await box.add(event('B'));
  await box.add(event('C'));
  gate.resolve();
  expect(await box.flush()).toBe(true);
  expect(sent.flat().sort()).toEqual(['A', 'B', 'C']);
});

test('one event that the server cannot read is set aside and told; the others get through', async () => {
  const bad = event('B').id;
  const { box, shelves, refused } = outbox((events) =>
    events.some(({ id }) => id === bad) ? { ok: false, problem: 'refused' } : accepted(events),
  );
  for (const id of ['A', 'B', 'C']) await shelves.events.add(event(id));
  expect(await box.flush()).toBe(true);
  expect([shelves.waiting, refused()]).toEqual([[], 1]);
  expect(await box.lost()).toEqual({ dropped: 0, refused: 1 });
});

test('a server that accepts only some keeps the rest here, and nobody asks it for ever', async () => {
  const { box, shelves, sent } = outbox((events) => ({
    ok: true,
    value: {
      accepted: events
        .slice(0, 1)
        .map(({ id }) => id)
        .filter((id) => id === event('A').id),
    },
  }));
  for (const id of ['A', 'B']) await shelves.events.add(event(id));
  expect(await box.flush()).toBe(false);
  expect(shelves.waiting.map(({ id }) => id)).toEqual([event('B').id]);
  expect(sent).toHaveLength(2);
});

test('a disk that fails is told to whoever adds, and sending does not throw', async () => {
  const { box, shelves } = outbox(accepted);
  shelves.broken = true;
  await expect(box.add(event('A'))).rejects.toThrow('disk');
  expect(await box.flush()).toBe(false);
});

test('when too many wait, the oldest ordinary ones go and are counted, and nothing that was stopped or flagged', async () => {
  const { box, shelves } = outbox(() => ({ ok: false, problem: 'unreachable' }), 10);
  for (let n = 0; n < 6; n++) {
    await box.add(event(`B${n}`));
    await box.add(visit(`V${n}`));
    await box.add(visit(`W${n}`));
  }
  const left = shelves.waiting.map(({ id }) => id.replace(/^0+/, ''));
  expect(left.filter((id) => id.startsWith('B'))).toEqual(['B0', 'B1', 'B2', 'B3', 'B4', 'B5']);
  expect(left.slice(-2)).toEqual(['V5', 'W5']);
  expect(left.length).toBeLessThanOrEqual(10);
  expect(await box.lost()).toEqual({ dropped: 18 - left.length, refused: 0 });

  // Where only such wait, they all stay.
  for (let n = 6; n < 30; n++) await box.add(event(`B${n}`));
  expect(shelves.waiting).toHaveLength(30);
  expect(await box.lost()).toEqual({ dropped: 12, refused: 0 });
});
