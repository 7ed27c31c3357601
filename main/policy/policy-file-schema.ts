// The JSON Schema (draft 7, which editors read) of a policy file: the contract, with what a file may leave out and words for people.
import { z } from 'zod';
import { policySchema } from '#policies/contracts/policy-document.ts';
import { categoryEffects } from '#policies/model/effect.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { schemaWords } from './schema-words.ts';

export interface JsonSchema {
  type?: string | string[];
  description?: string;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  $ref?: string;
  definitions?: Record<string, JsonSchema>;
  [other: string]: unknown;
}

/** Which of a union's members a value is: each has its own `kind`. */
export const kindOf = (schema: JsonSchema): unknown => schema.properties?.['kind']?.const;

const free = categories.filter((category) => !category.mandatory);
const described = (name: string, definition: string): string => `${name}. ${definition}`;

const category: JsonSchema = { anyOf: free.map(({ id, name, definition }) => ({ const: id, description: described(name, definition) })) };
const row: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(
    free.map(({ id, name, definition }) => [id, { enum: [...categoryEffects], description: described(name, definition) }]),
  ),
  additionalProperties: false,
};
const moment: JsonSchema = {
  anyOf: [
    { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}' },
    { type: 'integer', description: 'Milliseconds since 1 January 1970, UTC.' },
    { type: 'null' },
  ],
};

/** By place, what a file has otherwise than the contract. */
const otherwise: Readonly<Record<string, (schema: JsonSchema) => JsonSchema>> = {
  '': (schema) => ({
    ...optional(schema, 'periods', 'rules', 'passThrough'),
    properties: { $schema: { type: 'string' }, version: { type: 'integer', minimum: 0 }, ...schema.properties },
  }),
  'grid.*': () => ({ $ref: '#/definitions/row' }),
  'timed[].category': () => ({ $ref: '#/definitions/category' }),
  'rules[].match(category).category': () => ({ $ref: '#/definitions/category' }),
  'rules[]': (schema) => optional(schema, 'from', 'until', 'reason', 'origin'),
  'rules[].layer': () => ({ enum: ['decision', 'school', 'group'] }),
  'rules[].match(host)': (schema) => optional(schema, 'path'),
  'rules[].from': () => moment,
  'rules[].until': () => moment,
  'rules[].windows[].from': () => moment,
  'rules[].windows[].until': () => moment,
};

function optional(schema: JsonSchema, ...keys: string[]): JsonSchema {
  return { ...schema, required: (schema.required ?? []).filter((key) => !keys.includes(key)) };
}

export function policyFileSchema(): JsonSchema {
  const contract = z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' }) as JsonSchema;
  return { ...forFile(contract, ''), title: 'Schoolgate policy', definitions: { category, row } };
}

function forFile(given: JsonSchema, place: string): JsonSchema {
  const schema = { ...(otherwise[place]?.(given) ?? given) };
  const words = schemaWords[place];
  // Editors of draft 7 read nothing beside a reference.
  if (schema.$ref !== undefined) return words === undefined ? schema : { allOf: [schema], description: words };
  if (words !== undefined) schema.description = words;
  if (schema.properties !== undefined) {
    schema.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, one]) => [key, forFile(one, place === '' ? key : `${place}.${key}`)]),
    );
    schema.additionalProperties = false;
  } else if (typeof schema.additionalProperties === 'object') {
    schema.additionalProperties = forFile(schema.additionalProperties, `${place}.*`);
  }
  if (schema.items !== undefined) schema.items = forFile(schema.items, `${place}[]`);
  if (schema.oneOf !== undefined) schema.oneOf = schema.oneOf.map((one) => forFile(one, `${place}(${String(kindOf(one))})`));
  return schema;
}
