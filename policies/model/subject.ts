import type { GroupId } from './group.ts';

/** Pseudonymous id of a person who is judged. Names live in the store's roster only; a subject never carries one. */
export type SubjectId = string;

/** Who is judged (XACML *subject*). Never mixed with `Actor`, who uses our product. */
export interface Subject {
  readonly id: SubjectId;
  /** Direct memberships, narrowest first (`['8b']`); the engine adds every ancestor. Empty means `unknown`. */
  readonly groups: readonly GroupId[];
}

/** Somebody whom no enforcement point could name. */
export const unknownSubject: Subject = { id: 'unknown', groups: ['unknown'] };
