// What sites ask of programs (RFC 9309, `robots.txt`), as this crawler keeps to it: for the parts of a page. The page itself is opened
// because a teacher named it, as by a person.
import { LRUCache } from 'lru-cache';
import robotsModule from 'robots-parser';

type Robot = ReturnType<typeof robotsModule.default>;
/** Its types say that the function is a part of it; it is the function itself. */
const robotsParser = robotsModule as unknown as typeof robotsModule.default;

/** The name that sites can speak to. */
export const robotsName = 'Schoolgate';
/** RFC 9309 §2.5: at least this much has to be read. */
export const longestRobots = 512_000;
/** RFC 9309 §2.4: a copy is used for a day at most. Milliseconds. */
const keptFor = 86_400_000;

/** The answer for `robots.txt`; `null`: none could be had, because the origin cannot be reached or the school blocks it. */
export type ReadRobots = (url: string) => Promise<{ readonly status: number; readonly text: string } | null>;

export interface RobotsBook {
  /** Whether programs may ask for an address. */
  mayAsk(url: string, read: ReadRobots): Promise<boolean>;
}

interface Kept {
  readonly at: number;
  readonly rules: Promise<Robot | boolean>;
  /** What looking into it has taken, milliseconds. */
  spent: number;
}

/** Of a file that is made to take long nothing more is asked: the proxy has others to serve. Milliseconds. */
const mostSpent = 500;

/** @param clock epoch milliseconds */
export function robotsBook(clock: () => number): RobotsBook {
  const kept = new LRUCache<string, Kept>({ max: 2_000 });
  return {
    async mayAsk(url, read) {
      const { origin } = new URL(url);
      let known = kept.get(origin);
      if (known === undefined || clock() - known.at > keptFor) {
        known = { at: clock(), rules: rulesOf(`${origin}/robots.txt`, read), spent: 0 };
        kept.set(origin, known);
        // What could not be read because a visit was ended is asked for again.
        known.rules.catch(() => kept.delete(origin));
      }
      const rules = await known.rules;
      if (typeof rules === 'boolean') return rules;
      if (known.spent > mostSpent) return false;
      const began = performance.now();
      const may = rules.isAllowed(url, robotsName) !== false;
      known.spent += performance.now() - began;
      return may;
    },
  };
}

/** RFC 9309 §2.3.1: what is not there forbids nothing; where the server fails everything is forbidden. */
async function rulesOf(url: string, read: ReadRobots): Promise<Robot | boolean> {
  const answer = await read(url);
  if (answer === null) return true;
  if (answer.status >= 500) return false;
  return answer.status >= 200 && answer.status < 300 ? robotsParser(url, answer.text) : true;
}
