// What is wrong with a field, in words for the person who filled it in. A schema's own words come first.
import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
  null: 'empty',
  record: 'a group of fields',
};

const formats: Readonly<Record<string, string>> = { email: 'Write an e-mail address, for instance name@school.example.' };

/** Given to zod with each parse, so that only messages without words of their own are worded here. */
export function plainWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is missing.' : `This must be ${kinds[issue.expected] ?? 'something else'}.`;
    case 'too_small':
      return size('at least', issue.origin, issue.minimum);
    case 'too_big':
      return size('at most', issue.origin, issue.maximum);
    case 'invalid_format':
      return formats[issue.format] ?? 'This does not have the right form.';
    case 'invalid_value':
      return `This must be one of: ${issue.values.join(', ')}.`;
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'custom':
      return 'This is not right.';
  }
}

function size(bound: string, origin: string, limit: number | bigint): string {
  if (origin === 'string')
    return bound === 'at least' && Number(limit) === 1 ? 'This must not be empty.' : `Use ${bound} ${limit} characters.`;
  if (origin === 'array' || origin === 'set') return `Give ${bound} ${limit}.`;
  return `This must be ${bound} ${limit}.`;
}
