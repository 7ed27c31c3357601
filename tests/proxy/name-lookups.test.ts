// Names to addresses: a slow name server holds up nobody but whoever asks for its names, and what was checked is what is dialled.
import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { guardedLookup } from '#proxy/origin/connector.ts';
import { nameLookups, type Found, type Resolve } from '#proxy/origin/name-lookups.ts';

const at = (...addresses: string[]): LookupAddress[] => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** A resolver that answers when it is told to. */
function held(): { resolve: Resolve; asked: string[]; answer: (host: string, ...addresses: string[]) => void } {
  const waiting = new Map<string, Found>();
  const asked: string[] = [];
  return {
    asked,
    resolve: (host, found) => {
      asked.push(host);
      waiting.set(host, found);
    },
    answer: (host, ...addresses) => waiting.get(host)?.(null, at(...addresses)),
  };
}
const limits = { atOnce: 8, ofOneDomain: 3, waiting: 20 };
const addressesOf = (lookups: Resolve, host: string): Promise<string[]> =>
  new Promise((resolve, reject) =>
    lookups(host, (error, found) => (error === null ? resolve(found.map(({ address }) => address)) : reject(error))),
  );

describe('look-ups', () => {
  test('of one name at the same time are one, and its answer is good for a moment', async () => {
    const { resolve, asked, answer } = held();
    const lookups = nameLookups(limits, resolve);
    const both = [addressesOf(lookups, 'a.test'), addressesOf(lookups, 'a.test')];
    answer('a.test', '192.0.2.1');
    expect(await Promise.all(both)).toEqual([['192.0.2.1'], ['192.0.2.1']]);
    expect(await addressesOf(lookups, 'a.test')).toEqual(['192.0.2.1']);
    expect(asked).toEqual(['a.test']);
  });

  test('of a slow name server hold up nobody else', async () => {
    const { resolve, asked, answer } = held();
    const lookups = nameLookups(limits, resolve);
    const slow = Array.from({ length: 15 }, (_, n) => addressesOf(lookups, `n${n}.slow.test`));
    expect(asked).toEqual(['n0.slow.test', 'n1.slow.test', 'n2.slow.test']);
    const other = addressesOf(lookups, 'www.other.test');
    answer('www.other.test', '192.0.2.2');
    expect(await other).toEqual(['192.0.2.2']);
    for (let n = 0; n < 15; n++) answer(`n${n}.slow.test`, '192.0.2.3');
    expect(await Promise.all(slow)).toHaveLength(15);
  });

  test('that are too many fail at once, and are tried again', async () => {
    const { resolve, answer } = held();
    const lookups = nameLookups(limits, resolve);
    const slow = Array.from({ length: 23 }, (_, n) => addressesOf(lookups, `n${n}.slow.test`));
    await expect(addressesOf(lookups, 'late.slow.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
    for (let n = 0; n < 23; n++) answer(`n${n}.slow.test`, '192.0.2.3');
    await Promise.all(slow);
    const late = addressesOf(lookups, 'late.slow.test');
    answer('late.slow.test', '192.0.2.4');
    expect(await late).toEqual(['192.0.2.4']);
  });

  test('that fail are failures for everybody who waits', async () => {
    const lookups = nameLookups(limits, (_host, found) => setImmediate(found, new Error('no such name'), []));
    await expect(Promise.all([addressesOf(lookups, 'no.test'), addressesOf(lookups, 'no.test')])).rejects.toThrow('no such name');
  });
});

describe('a name that points into the school', () => {
  const dialled = (resolve: Resolve, privateNetworks = false): Promise<string[] | string> =>
    new Promise((done) =>
      guardedLookup(resolve, privateNetworks)('rebinding.test', { all: true }, (error, found) =>
        done(error === null ? (found as LookupAddress[]).map(({ address }) => address) : error.message),
      ),
    );

  test('among others is not dialled there', async () => {
    expect(await dialled((_host, found) => found(null, at('127.0.0.1', '203.0.113.7', '::1', '169.254.169.254', '93.184.215.14')))).toEqual(
      ['93.184.215.14'],
    );
  });

  test('only, is not dialled at all', async () => {
    expect(await dialled((_host, found) => found(null, at('10.0.0.1', '::ffff:127.0.0.1')))).toBe('prohibited address');
    expect(await dialled((_host, found) => found(null, at('10.0.0.1')), true)).toEqual(['10.0.0.1']);
  });

  test('the second time it is asked, was dialled where it pointed the first time, and is refused the second', async () => {
    const answers = [at('93.184.215.14'), at('127.0.0.1')];
    let asked = 0;
    const changing: Resolve = (_host, found) => found(null, answers[asked++] ?? []);
    expect([await dialled(changing), asked]).toEqual([['93.184.215.14'], 1]);
    expect([await dialled(changing), asked]).toEqual(['prohibited address', 2]);
  });
});
