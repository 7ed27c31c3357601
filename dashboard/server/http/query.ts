// Parts of addresses. An empty query parameter (`?kind=`) is one that was not given: forms send them.
import { z } from 'zod';

const given = (value: unknown): unknown => (value === '' ? undefined : value);

export const optionalText = z.preprocess(given, z.string().max(200).optional());
/** Epoch milliseconds. */
export const optionalInstant = z.preprocess(given, z.coerce.number().int().optional());
export const pageSize = z.preprocess(given, z.coerce.number().int().min(1).max(200).default(50));
/** `a,b` or the parameter given several times. */
export const optionalList = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((one) => one !== '') : value),
    z.array(item).max(20).optional(),
  );

export const idParams = z.object({ id: z.string().min(1).max(100) });
