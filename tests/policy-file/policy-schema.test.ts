import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kindOf, policyFileSchema, type JsonSchema } from '#main/policy/policy-file-schema.ts';
import { schemaWords } from '#main/policy/schema-words.ts';

const schema = policyFileSchema();

test('the schema that is shipped is that of the code ("schoolgate policy schema" prints it)', () => {
  const shipped: unknown = JSON.parse(readFileSync(new URL('../../docs/policy.schema.json', import.meta.url), 'utf8'));
  expect(shipped).toEqual(JSON.parse(JSON.stringify(schema)));
});

test('an editor has words for every part, and no words are for nothing', () => {
  const places = new Set(placesIn(schema, ''));
  const silent = [...places].filter((place) => schemaWords[place] === undefined && !place.startsWith('rules[].origin('));
  expect(silent.filter((place) => !place.endsWith('[]'))).toEqual([]);
  expect(Object.keys(schemaWords).filter((place) => !places.has(place))).toEqual([]);
});

test('a name that means nothing is no policy to an editor either', () => {
  const open = objectsIn(schema).filter((one) => one.properties !== undefined && one.additionalProperties !== false);
  expect(open).toEqual([]);
});

function placesIn(one: JsonSchema, place: string): string[] {
  const parts = Object.entries(one.properties ?? {}).flatMap(([key, inner]) => placesIn(inner, place === '' ? key : `${place}.${key}`));
  const any = typeof one.additionalProperties === 'object' ? placesIn(one.additionalProperties, `${place}.*`) : [];
  const items = one.items === undefined ? [] : placesIn(one.items, `${place}[]`);
  const members = (one.oneOf ?? []).flatMap((member) => placesIn(member, `${place}(${String(kindOf(member))})`));
  return [place, ...parts, ...any, ...items, ...members];
}

function objectsIn(value: unknown): JsonSchema[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => (key === 'required' || key === 'enum' ? [] : objectsIn(one)));
  return 'type' in value && value.type === 'object' ? [value as JsonSchema, ...inner] : inner;
}
