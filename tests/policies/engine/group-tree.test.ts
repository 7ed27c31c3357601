import { expect, test } from 'vitest';
import { GroupTree } from '#policies/engine/group-tree.ts';
import { isPublicSuffix, suffixesOf } from '#policies/engine/host-suffixes.ts';
import { policyWith } from '#tests/policies/support/judging.ts';

const tree = new GroupTree(policyWith().groups);

test('a member of a class is a member of everything above it, narrowest first', () => {
  expect(tree.groupsOf({ id: 'x', groups: ['year-8', '8b'] })).toEqual(['8b', 'year-8', 'ks3', '11-to-16']);
  expect(tree.phaseAmong(['8b', 'year-8', 'ks3', '11-to-16'])).toBe('ks3');
  expect(tree.phaseAmong([])).toBe('unknown');
});

test('a circle of groups ends', () => {
  const circle = new GroupTree([
    { id: 'a', name: 'A', kind: 'class', parent: 'b' },
    { id: 'b', name: 'B', kind: 'class', parent: 'a' },
  ]);
  expect(circle.groupsOf({ id: 'x', groups: ['a'] })).toEqual(['a', 'b']);
});

test('audiences narrow from everyone to one person', () => {
  expect(['person:mia', '8b', 'year-8', 'ks3', '11-to-16', 'everyone', 'nobody'].map((audience) => tree.narrownessOf(audience))).toEqual([
    0,
    1,
    2,
    3,
    4,
    5,
    null,
  ]);
  expect(tree.audiencesOf({ id: 'mia', groups: [] }, ['8b'])).toEqual(['person:mia', '8b', 'everyone']);
  expect(tree.name('ks3')).toBe('Key Stage 3');
  expect(tree.name('gone')).toBe('gone');
});

test('a name belongs to every name above it, an address to itself alone', () => {
  expect(suffixesOf('a.b.example')).toEqual(['a.b.example', 'b.example', 'example']);
  expect(suffixesOf('192.0.2.1')).toEqual(['192.0.2.1']);
  expect(suffixesOf('2001:db8::1')).toEqual(['2001:db8::1']);
  expect(['github.io', 'co.uk', 'uk', 'x.github.io', 'example.org', 'local'].map(isPublicSuffix)).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
  ]);
});
