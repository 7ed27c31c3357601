// Short words for what does not work, for the heartbeat and the popup; contracts allow 20 of at most 64 characters.
import type { ExtensionProblem } from '#policies/words/notice-words.ts';

export type Problem = ExtensionProblem;

export interface Problems {
  set(problem: Problem, present: boolean): void;
  list(): Problem[];
}

export function createProblems(): Problems {
  const present = new Set<Problem>();
  return {
    set: (problem, is) => void (is ? present.add(problem) : present.delete(problem)),
    list: () => [...present].sort(),
  };
}
