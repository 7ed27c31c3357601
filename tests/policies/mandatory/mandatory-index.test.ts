import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MandatoryIndex } from '#policies/mandatory/mandatory-index.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { anyAddress, anyLine } from '#tests/policies/support/any-address.ts';
import { damaged } from '#tests/policies/support/damaged.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';
import { key, keyedBytes, keyedOf, opened, seed } from '#tests/policies/support/imported.ts';
import { judgeOf, listOf, requestOf, targetOf } from '#tests/policies/support/judging.ts';

const found = (index: MandatoryIndex, url: string) => {
  const { host, path } = targetOf(url);
  return index.find(host, path);
};

test('an address is found with list and line, and nothing of it is in the file', () => {
  const bytes = keyedBytes([{ id: 'iwf', lines: ['bad.example', 'worse.example/secret-album'] }]);
  const index = opened(MandatoryIndex.open(bytes, key));
  expect(found(index, 'https://www.bad.example/x')).toEqual({
    list: { id: 'iwf', name: 'List iwf' },
    line: 1,
    hostLength: 11,
    pathLength: 0,
  });
  expect(found(index, 'https://worse.example/secret-album/1')).toMatchObject({ line: 2, hostLength: 13, pathLength: 13 });
  expect(found(index, 'https://worse.example/')).toBeNull();
  const text = Buffer.from(bytes).toString('latin1');
  for (const word of ['bad', 'worse', 'example', 'secret', 'album']) expect(text).not.toContain(word);
});

test('a file that was made with another key, or is damaged, is refused with a sentence', () => {
  const bytes = keyedBytes([{ id: 'iwf', lines: ['bad.example'] }]);
  expect(MandatoryIndex.open(bytes, [1, 2, 3, 4])).toEqual({ problem: 'The mandatory lists were made with another key.' });
  expect(MandatoryIndex.open(bytes.slice(0, 100), key)).toMatchObject({ problem: expect.stringContaining('cannot be used') });
  expect(MandatoryIndex.open(new TextEncoder().encode('not a file of ours, but long enough'), key)).toMatchObject({
    problem: expect.stringContaining('of another kind'),
  });
});

test('the same address under two keys or two seeds is two different entries', () => {
  const words = (bytes: Uint8Array): string => Buffer.from(bytes).subarray(-48).toString('hex');
  const one = words(keyedBytes([{ id: 'iwf', lines: ['bad.example'] }]));
  expect(words(keyedBytes([{ id: 'iwf', lines: ['bad.example'] }], [9, 9, 9, 9]))).not.toBe(one);
  expect(words(keyedBytes([{ id: 'iwf', lines: ['bad.example'] }], key, { a: 1, b: 2 }))).not.toBe(one);
});

test('lists that were hashed with another seed than the tables are asked all the same', () => {
  const index = keyedOf([{ id: 'iwf', lines: ['bad.example'] }], { a: 5, b: 6 });
  const names = new NameHasher(seed);
  names.read('www.bad.example');
  expect(index.mayKnow(names)).toBe(true);
  names.read('fine.example');
  expect(index.mayKnow(names)).toBe(false);
});

test('what is said of a name below which strangers register means it alone, unless said otherwise', () => {
  const index = keyedOf([{ id: 'iwf', lines: ['github.io/bad', 'co.uk', '*.pages.dev/bad', '*.zip', 'gitlab.io/x', '*.gitlab.io/y'] }]);
  const urls = [
    'github.io/bad',
    'x.github.io/bad',
    'co.uk',
    'x.co.uk',
    'x.pages.dev/bad',
    'x.zip',
    'x.gitlab.io/x',
    'x.gitlab.io/y',
    'zip',
  ];
  expect(urls.filter((url) => found(index, url) !== null)).toEqual([
    'github.io/bad',
    'co.uk',
    'x.pages.dev/bad',
    'x.zip',
    'x.gitlab.io/y',
    'zip',
  ]);
});

test('a path of any length is found, and its length is told in steps only', () => {
  const long = `bad.example/${'ü/'.repeat(900)}end`;
  const bytes = keyedBytes([{ id: 'iwf', lines: [long] }]);
  const index = opened(MandatoryIndex.open(bytes, key));
  expect(found(index, long)).not.toBeNull();
  expect(found(index, `${long}/more?x`)).not.toBeNull();
  expect(found(index, long.slice(0, -1))).toBeNull();
  expect(/"longestPath":(\d+)/.exec(Buffer.from(bytes).toString('latin1'))?.[1]).toBe(String(Math.ceil(6_304 / 256) * 256));
});

test('which hosts have listed paths is told exactly', () => {
  const index = keyedOf([{ id: 'iwf', lines: ['bad.co.uk', 'paths.co.uk/x', 'github.io/bad'] }]);
  const hosts = ['bank.co.uk', 'bad.co.uk', 'paths.co.uk', 'www.paths.co.uk', 'github.io', 'x.github.io'];
  expect(hosts.filter((host) => index.knowsPathsOf(host))).toEqual(['paths.co.uk', 'www.paths.co.uk', 'github.io']);
});

test('keyed lists find what the same lines find in clear, on any address', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 12 }),
      fc.array(anyAddress, { minLength: 1, maxLength: 20 }),
      (lines, urls) => {
        const index = keyedOf([{ id: 'iwf', lines }]);
        const judge = judgeOf({ lists: [listOf('illegal', ...lines)] });
        const names = new NameHasher(seed);
        for (const url of urls) {
          const request = requestOf('8b', url);
          const clear = judge.judge(request).because.rule.id === 'mandatory:illegal';
          expect(found(index, url) !== null, url).toBe(clear);
          names.read(request.target.host);
          if (clear) expect(index.mayKnow(names), url).toBe(true);
        }
      },
    ),
    runs(150),
  );
});

test('damaged bytes are refused or read without a fault', () => {
  const bytes = keyedBytes([{ id: 'iwf', lines: ['bad.example', 'worse.example/album', '*.github.io/x', '192.0.2.1'] }]);
  fc.assert(
    fc.property(damaged(bytes), (odd) => {
      const index = MandatoryIndex.open(odd, key);
      if ('problem' in index) return;
      for (const url of ['https://bad.example/', 'https://worse.example/album/1', 'https://x.github.io/x', 'http://192.0.2.1/'])
        found(index, url);
    }),
    runs(1_000),
  );
});
