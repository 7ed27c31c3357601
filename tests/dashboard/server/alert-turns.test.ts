// When grave events are told: whoever is new at once, nothing swallowed, no flood.
import { expect, test } from 'vitest';
import { mostAtOnce, takeTurns, type GraveEvent } from '#dashboard/server/letters/alert-turns.ts';
import type { AlertTurn } from '#store/letter-store.ts';

const minute = 60_000;
const urgent = (about: string): GraveEvent => ({ severity: 'urgent', about });
const high = (about: string): GraveEvent => ({ severity: 'high', about });

/** What is told at which minute, of events that come at minutes. */
function day(events: readonly (readonly [at: number, event: GraveEvent])[], until: number): string[] {
  let turns: AlertTurn[] = [];
  const said: string[] = [];
  for (let at = 0; at <= until; at += 0.25) {
    const now = events.filter(([when]) => when === at).map(([, event]) => event);
    const taken = takeTurns(turns, now, 1e12 + at * minute);
    ({ turns } = taken);
    for (const { severity, count } of taken.told) said.push(`${at} ${severity} ${count}`);
  }
  expect(turns.every(({ untold }) => untold === 0)).toBe(true);
  return said;
}

test('a second child is told of at once, though the lead has just heard of another', () => {
  expect(
    day(
      [
        [0, urgent('mia')],
        [0.5, urgent('leo')],
      ],
      30,
    ),
  ).toEqual(['0 urgent 1', '0.5 urgent 1']);
});

test('more about the same child comes when ten minutes are over, counted from the letter, and then at once again', () => {
  expect(
    day(
      [
        [3, urgent('mia')],
        [4, urgent('mia')],
        [12, urgent('mia')],
        [30, urgent('mia')],
      ],
      60,
    ),
  ).toEqual(['3 urgent 1', '13 urgent 2', '30 urgent 1']);
});

test('what is within the hour is told together, every ten minutes at most, and never holds up what is urgent', () => {
  expect(
    day(
      [
        [0, high('mia')],
        [1, high('leo')],
        [2, urgent('mia')],
      ],
      30,
    ),
  ).toEqual(['0 high 1', '2 urgent 1', '10 high 1']);
});

test('one look tells of many in one letter', () => {
  expect(
    day(
      [
        [0, urgent('mia')],
        [0, urgent('leo')],
        [0, high('ada')],
      ].map(([at, event]) => [at, event] as [number, GraveEvent]),
      30,
    ),
  ).toEqual(['0 urgent 2', '0 high 1']);
});

test('a phrase that flags a whole school makes a letter a minute, and every event is in one', () => {
  const children = Array.from({ length: 200 }, (_, index) => [Math.floor(index / 10) / 4, urgent(`child ${index}`)] as const);
  const said = day(children, 60);
  expect(said.length).toBeLessThanOrEqual(8);
  expect(said.reduce((sum, words) => sum + Number(words.split(' ')[2]), 0)).toBe(200);
  expect(said[0]).toBe('0 urgent 10');
  expect(mostAtOnce).toBeGreaterThanOrEqual(3);
});

test('a clock that was set back silences nobody', () => {
  const ahead = 365 * 24 * 60 * 60 * 1000;
  const { turns } = takeTurns(
    [],
    [
      { severity: 'high', about: 'mia' },
      { severity: 'urgent', about: 'leo' },
    ],
    ahead,
  );
  const later = takeTurns(
    turns,
    [
      { severity: 'high', about: 'mia' },
      { severity: 'urgent', about: 'leo' },
    ],
    0,
  );
  expect(later.told).toEqual(
    expect.arrayContaining([
      { severity: 'high', count: 1 },
      { severity: 'urgent', count: 1 },
    ]),
  );
});
