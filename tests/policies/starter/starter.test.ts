// What a new school begins with: it compiles, it says what the handbook says, and every list can be tried offline.
import { describe, expect, test } from 'vitest';
import { compileBundle } from '#policies/bundle/compile.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { categories, categoryById } from '#policies/vocabulary/categories.ts';
import { ask } from '#tests/policies/support/judging.ts';
import { starterListProblems, starterLists, starterPhraseLists } from '#tests/policies/support/starter-lists.ts';

const compiled = compileBundle({
  school: 'greenfield',
  number: 1,
  madeAt: 0,
  policy: starterPolicy,
  lists: [...starterLists],
  phraseLists: [...starterPhraseLists],
});
if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
const judge = createJudge(compiled.bundle);

test('no line of a shipped list is bad', () => {
  expect(starterListProblems).toEqual([]);
});

test('every category has one list, and every list a reserved name that can be tried without the internet', () => {
  expect(starterLists.map((list) => list.category).sort()).toEqual(categories.map((category) => category.id).sort());
  for (const list of starterLists)
    expect(
      list.entries.some(([, host]) => host === `${list.category}.test`),
      list.id,
    ).toBe(true);
});

test('no address stands in two lists', () => {
  const seen = new Map<string, string>();
  for (const list of starterLists) {
    for (const [, host, path] of list.entries) {
      expect(seen.get(`${host}${path ?? ''}`), `${host} in ${list.id}`).toBeUndefined();
      seen.set(`${host}${path ?? ''}`, list.id);
    }
  }
});

test('the list of illegal sites names none', () => {
  expect(starterLists.find((list) => list.id === 'illegal')?.entries.map(([, host]) => host)).toEqual(['illegal.test']);
});

describe('the grid', () => {
  const phases = starterPolicy.groups.filter((group) => group.kind === 'phase').map((group) => group.id);

  test('says for every phase what becomes of every category that a school may decide on', () => {
    const decidable = categories
      .filter((category) => !category.mandatory)
      .map((category) => category.id)
      .sort();
    for (const phase of phases) expect(Object.keys(starterPolicy.grid[phase] ?? {}).sort(), phase).toEqual(decidable);
  });
  test.each([
    ['games.test', ['ks1', 'ks2', 'ks3', 'ks4', 'unknown']],
    ['social.test', ['ks1', 'ks2', 'ks3', 'ks4', 'unknown']],
    ['gambling.test', phases],
    ['illegal.test', phases],
    ['pornography.test', phases],
    ['helpline.test', []],
    ['www.childline.org.uk', []],
    ['education.test', []],
    ['search.test', []],
  ])('%s is blocked for %j', (host, blocked) => {
    expect(phases.filter((phase) => ask(judge, phase, `https://${host}/`).effect === 'block')).toEqual(blocked);
  });
  test('what is open to somebody unknown is open to everybody but the youngest', () => {
    for (const [category, effect] of Object.entries(starterPolicy.grid['unknown'] ?? {})) {
      if (effect === 'allow')
        for (const phase of phases)
          if (phase !== 'ks1') expect(starterPolicy.grid[phase]?.[category], `${category} for ${phase}`).toBe('allow');
    }
  });
});

test('safe search is forced for pupils, not for staff', () => {
  expect(ask(judge, 'year-8', 'https://www.google.com/search?q=x').obligations).toContain('safe-search');
  expect(ask(judge, 'staff', 'https://www.google.com/search?q=x').obligations).toEqual([]);
});

describe('phrases', () => {
  test('that worry are flagged with how soon somebody must look', () => {
    expect(judge.flag('how to hurt myself')).toMatchObject({ category: 'self-harm', severity: 'high' });
    expect(judge.flag('I want to kill myself')).toMatchObject({ category: 'suicide', severity: 'urgent' });
    expect(judge.flag('go kill yourself')).toMatchObject({ category: 'bullying', severity: 'high' });
  });
  test.each([
    'how do volcanoes form',
    'romeo and juliet summary',
    'to kill a mockingbird',
    'cutting edge design',
    'bomb disposal in world war two',
    'drug trials in medicine',
  ])('of schoolwork are not: %s', (text) => {
    expect(judge.flag(text)).toBeNull();
  });
  test('belong to categories of the vocabulary', () => {
    for (const list of starterPhraseLists) expect(categoryById(list.category), list.id).toBeDefined();
  });
});

describe('the vocabulary', () => {
  test('has each category once, with a definition in a sentence', () => {
    expect(new Set(categories.map((category) => category.id)).size).toBe(categories.length);
    for (const category of categories) expect(category.definition, category.id).toMatch(/^[A-Z].{15,140}\.$/);
  });
  test('has exactly two categories that nobody can override', () => {
    expect(categories.filter((category) => category.mandatory).map((category) => category.id)).toEqual(['illegal', 'helpline']);
  });
});
