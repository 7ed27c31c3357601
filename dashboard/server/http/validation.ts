import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { plainWords } from './plain-words.ts';
import { Problem } from './problem.ts';

interface FieldError {
  /** `lesson.date`, or empty for the whole body. */
  readonly field: string;
  readonly message: string;
}

/** What came does not fit the contract. Thrown by Fastify's validation, which knows no other way. */
export class InvalidInput extends Error {
  readonly problem: Problem;

  constructor(errors: readonly FieldError[]) {
    super('invalid input');
    this.name = 'InvalidInput';
    const detail = errors.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join(' ');
    this.problem = new Problem(400, 'Something in this was not understood', detail, { errors });
  }
}

/** More than any form has fields; a body of a thousand mistakes is not answered with a thousand sentences. */
const mostErrors = 20;

export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const parsed = schema.safeParse(data, { error: plainWords });
    if (parsed.success) return { value: parsed.data };
    return {
      error: new InvalidInput(
        parsed.error.issues.slice(0, mostErrors).map((issue) => ({ field: issue.path.join('.'), message: issue.message })),
      ),
    };
  };
