// Short words for what does not work, for the heartbeat and the popup; contracts allow 20 of at most 64 characters.
export type Problem =
  | 'no-web-request-blocking' // Chrome did not let us stop requests: not installed by policy
  | 'storage-failing' // the browser's disk or quota is full, or its database is broken
  | 'bundle-refused' // a bundle came that is not signed by the school or not newer
  | 'enrolment-refused' // the server does not accept the school's key
  | 'event-refused' // the server did not want an event, which was set aside
  | 'many-blocked-requests'; // a page asked for so many blocked hosts that not each was recorded

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
