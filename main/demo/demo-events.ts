// A fortnight of what people did: lessons, breaks, temptations, and a few searches that somebody should look at.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import type { Person } from '#store/school-store.ts';
import type { DemoPeople } from './demo-people.ts';
import type { Recorder } from './demo-recorder.ts';
import { background, doubtful, everyday, helplines, leisure, lessons, searches, staffRoom, temptations } from './demo-sites.ts';
import type { Random } from './random.ts';
import type { SchoolDay } from './school-days.ts';

/** Visits on one whole school day. */
const perDay = { ordinary: 1500, tempted: 80, background: 9, doubtful: 22, helpline: 2, worrying: 9 };

export interface Fortnight {
  readonly people: DemoPeople;
  readonly phraseLists: readonly PhraseList[];
  readonly days: readonly SchoolDay[];
  readonly random: Random;
  readonly record: Recorder;
}

export function demoEvents({ people, phraseLists, days, random, record }: Fortnight): AccessEvent[] {
  const { pupils, staff } = people;
  const phrases = worryingPhrases(phraseLists);
  /** Pupils in the lower years are tempted most. */
  const tempted = pupils.flatMap((pupil, index) => (index < 120 || index % 3 === 0 ? [pupil] : []));
  const somebody = (): Person | null => (random.chance(0.01) ? null : random.chance(0.1) ? random.pick(staff) : random.pick(pupils));

  function ordinary(day: SchoolDay): AccessEvent {
    const person = somebody();
    if (person?.kind === 'staff') return record({ person, url: random.weighted(staffRoom), at: day.moment(random, 'work') });
    const kind = random.weighted([
      [46, 'lesson'],
      [20, 'search'],
      [22, 'everyday'],
      [12, 'leisure'],
    ] as const);
    if (kind === 'lesson') return record({ person, url: random.weighted(lessons), at: day.moment(random, 'work') });
    if (kind === 'search') return record({ person, url: searchFor(random.pick(searches)), at: day.moment(random, 'work') });
    if (kind === 'everyday' || person === null) return record({ person, url: random.weighted(everyday), at: day.moment(random, 'work') });
    return record({ person, url: random.weighted(leisure), at: day.moment(random, 'play') });
  }

  function wholeDay(day: SchoolDay): AccessEvent[] {
    const play = (): number => day.moment(random, 'play');
    return [
      ...times(about(perDay.ordinary, random), () => ordinary(day)),
      ...times(about(perDay.tempted, random), () =>
        record({ person: random.pick(tempted), url: random.weighted(temptations), at: play() }),
      ),
      ...times(about(perDay.doubtful, random), () => record({ person: random.pick(pupils), url: random.weighted(doubtful), at: play() })),
      ...times(about(perDay.background, random), () =>
        record({ person: random.pick(pupils), url: random.weighted(background), at: play(), destination: 'script' }),
      ),
      ...times(perDay.helpline, () => record({ person: random.pick(pupils), url: random.weighted(helplines), at: play() })),
      ...times(phrases.length === 0 ? 0 : about(perDay.worrying, random), () =>
        record({ person: random.pick(pupils), url: searchFor(random.weighted(phrases)), at: day.moment(random, 'work') }),
      ),
    ];
  }
  return [...days.flatMap(wholeDay), ...troubledPupils(pupils, days, phraseLists, random, record)];
}

/** A few pupils come back to the same worry, and one to the same way round the filter; an incident is about each of them. */
function troubledPupils(
  pupils: readonly Person[],
  days: readonly SchoolDay[],
  phraseLists: readonly PhraseList[],
  random: Random,
  record: Recorder,
): AccessEvent[] {
  const again = (index: number, url: () => string): AccessEvent[] =>
    times(6, (n) => {
      const person = pupils[17 + index * 31];
      const day = days[(index + Math.floor(n / 2)) % days.length];
      return person && day ? [record({ person, url: url(), at: day.moment(random, 'play') })] : [];
    }).flat();
  const worried = ['self-harm', 'bullying', 'eating-disorder', 'drugs'].flatMap((category, index) => {
    const phrases = worryingPhrases(phraseLists.filter((list) => list.category === category));
    return phrases.length === 0 ? [] : again(index, () => searchFor(random.weighted(phrases)));
  });
  return [...worried, ...again(4, () => 'https://www.croxyproxy.com/')];
}

/** Whole phrases as somebody would type them; the gravest are, as in life, rare. */
function worryingPhrases(lists: readonly PhraseList[]): (readonly [number, string])[] {
  const weight = { low: 6, medium: 5, high: 2, urgent: 0.5 };
  return lists.flatMap(({ entries }) =>
    entries
      .filter(([, , phrase]) => phrase.includes(' ') && !/[*+]/.test(phrase))
      .flatMap(([, effect, phrase]) => (Object.hasOwn(weight, effect) ? [[weight[effect as keyof typeof weight], phrase] as const] : [])),
  );
}

function searchFor(term: string): string {
  return `https://www.google.com/search?q=${encodeURIComponent(term).replaceAll('%20', '+')}`;
}

/** A number near the one that is usual. */
function about(usual: number, random: Random): number {
  return Math.round(usual * (0.88 + random.fraction() * 0.24));
}

function times<Result>(count: number, make: (n: number) => Result): Result[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
