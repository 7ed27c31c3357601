// What the cache did for one lesson, in numbers.
import { z } from 'zod';

export const effectSchema = z.object({
  /** Answers that came from what is stored, also where the origin confirmed it or failed. */
  answersFromCache: z.number(),
  /** Bytes of their bodies, as they were promised to clients. */
  bytesFromCache: z.number(),
  /** Requests of clients that were sent to the origin. */
  originRequests: z.number(),
  /** Bytes of bodies that came back. */
  originBytes: z.number(),
  /** For each body from the cache: the origin's time to the last byte when it was fetched, less what this answer took to begin. */
  millisecondsSpared: z.number(),
});
export type LessonEffect = Readonly<z.infer<typeof effectSchema>>;

export const nothing: LessonEffect = { answersFromCache: 0, bytesFromCache: 0, originRequests: 0, originBytes: 0, millisecondsSpared: 0 };

export function sumOf(one: LessonEffect, other: LessonEffect): LessonEffect {
  return {
    answersFromCache: one.answersFromCache + other.answersFromCache,
    bytesFromCache: one.bytesFromCache + other.bytesFromCache,
    originRequests: one.originRequests + other.originRequests,
    originBytes: one.originBytes + other.originBytes,
    millisecondsSpared: one.millisecondsSpared + other.millisecondsSpared,
  };
}
