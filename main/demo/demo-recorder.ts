// Turns a visit that somebody makes into the record that an enforcement point would have written: the judge says what
// comes of it, so that asking the same bundle again gives the same verdict.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { accessEventOf } from '#policies/engine/event-of.ts';
import type { Judge } from '#policies/engine/judge.ts';
import { referenceFrom } from '#policies/engine/reference.ts';
import { searchOf } from '#policies/engine/search.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { unknownSubject } from '#policies/model/subject.ts';
import type { Destination } from '#policies/model/target.ts';
import type { Device, Person } from '#store/school-store.ts';
import type { Random } from './random.ts';

export interface Visit {
  /** Null: somebody whom no enforcement point could name. */
  readonly person: Person | null;
  readonly url: string;
  readonly at: number;
  readonly destination?: Destination;
}

export type Recorder = (visit: Visit) => AccessEvent;

export function demoRecorder(judge: Judge, people: readonly Person[], devices: readonly Device[], random: Random): Recorder {
  const deviceOf = new Map(devices.map((device) => [device.person, device.id]));
  const placeOf = new Map(people.map(({ id }, index) => [id, index]));

  return ({ person, url, at, destination = 'document' }) => {
    const target = parseTarget(url);
    if (!target) throw new Error(`${url} is no address.`);
    const request = { subject: person ?? unknownSubject, target, destination, initiator: null, at };
    const verdict = judge.judge(request);
    const term = destination === 'document' ? (searchOf(target)?.term ?? null) : null;
    const device = (person && deviceOf.get(person.id)) ?? null;
    const place = placeOf.get(person?.id ?? '') ?? random.whole(0, 250);
    // A browser with our extension stops a page itself; everything else is the proxy's to write down.
    const stoppedInBrowser = device !== null && destination === 'document' && verdict.effect !== 'allow';
    return accessEventOf({
      id: referenceFrom(random.bytes(8)),
      request,
      verdict,
      judge,
      enforcedBy: stoppedInBrowser ? { point: 'extension', id: device } : { point: 'proxy', id: 'proxy-1' },
      device,
      clientAddress: stoppedInBrowser ? null : `10.20.${1 + Math.floor(place / 200)}.${10 + (place % 200)}`,
      userAct: stoppedInBrowser ? true : destination === 'document' ? null : false,
      flag: term === null ? null : judge.flag(term),
      searchTerm: term,
      status: stoppedInBrowser
        ? null
        : verdict.effect === 'allow'
          ? random.weighted([
              [90, 200],
              [7, 304],
              [3, 404],
            ])
          : 403,
      bytes: stoppedInBrowser
        ? null
        : verdict.effect === 'allow'
          ? Math.round(2 ** (10 + random.fraction() * 9))
          : 6400 + random.whole(0, 400),
    });
  };
}
