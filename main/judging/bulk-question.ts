// One line of `schoolgate judge`: a question in JSON, to the judge's own terms.
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { places, type Place } from '#policies/model/access-request.ts';
import { destinations, type Destination, type Target } from '#policies/model/target.ts';
import type { Subject } from '#policies/model/subject.ts';
import { readMoment } from '../policy/moment-text.ts';

export interface BulkQuestion {
  readonly id: unknown;
  readonly asked: { readonly target: Target } | { readonly text: string };
  readonly subject: Subject;
  readonly at: number;
  readonly place: Place;
  readonly destination: Destination;
}

/** A question that cannot be answered, and why. */
export interface BadQuestion {
  readonly id: unknown;
  readonly problem: string;
}

/** Reads lines; what many lines share is worked out once. */
export class BulkQuestions {
  readonly #timeZone: string;
  readonly #now: number;
  readonly #subjects = new Map<string, Subject>();
  /** Members of one group whom the line does not name. */
  readonly #nobodies = new Map<string, Subject>();
  readonly #moments = new Map<string, number | null>();

  /** @param now for lines that say no time, epoch milliseconds */
  constructor(policy: Pick<PolicyDocument, 'timeZone'>, now: number) {
    this.#timeZone = policy.timeZone;
    this.#now = now;
  }

  read(line: string): BulkQuestion | BadQuestion {
    let said: unknown;
    try {
      said = JSON.parse(line);
    } catch {
      return { id: null, problem: 'The line is not JSON.' };
    }
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return { id: null, problem: 'The line is not a JSON object.' };
    const { id = null, url, text, subject, group, at, place, destination } = said as Record<string, unknown>;
    const moment = at === undefined || at === null ? this.#now : this.#moment(at);
    if (moment === null) return { id, problem: '“at” is no date and time: write 2026-11-24T10:05, or milliseconds since 1970.' };
    const asked = askedOf(url, text);
    if ('problem' in asked) return { id, problem: asked.problem };
    return {
      id,
      asked,
      subject: this.#subject(subject, group),
      at: moment,
      place: place === undefined ? 'on-site' : (places.find((one) => one === place) ?? 'on-site'),
      destination: destination === undefined ? 'document' : (destinations.find((one) => one === destination) ?? 'document'),
    };
  }

  /** The same words give the same subject. */
  #subject(subject: unknown, group: unknown): Subject {
    return subject === undefined && typeof group === 'string' ? this.#nobodyIn(group) : this.#named(subject, group);
  }

  #nobodyIn(group: string): Subject {
    const known = this.#nobodies.get(group);
    if (known !== undefined) return known;
    const made: Subject = { id: 'nobody', groups: [group] };
    if (this.#nobodies.size >= mostSubjects) this.#nobodies.clear();
    this.#nobodies.set(group, made);
    return made;
  }

  #named(subject: unknown, group: unknown): Subject {
    const name = typeof subject === 'string' || typeof subject === 'number' ? String(subject) : 'nobody';
    const groups = Array.isArray(group) ? group.filter((one) => typeof one === 'string') : typeof group === 'string' ? [group] : [];
    const key = `${name}\n${groups.join('\n')}`;
    const known = this.#subjects.get(key);
    if (known !== undefined) return known;
    const made: Subject = { id: name, groups };
    if (this.#subjects.size >= mostSubjects) this.#subjects.clear();
    this.#subjects.set(key, made);
    return made;
  }

  #moment(at: unknown): number | null {
    if (typeof at === 'number') return Number.isFinite(at) ? at : null;
    if (typeof at !== 'string') return null;
    // Those with seconds and a zone are read at once, and hardly any comes twice.
    if (at.length > longestShort) return readMoment(at, this.#timeZone);
    const known = this.#moments.get(at);
    if (known !== undefined) return known;
    const read = readMoment(at, this.#timeZone);
    if (this.#moments.size >= mostMoments) this.#moments.clear();
    this.#moments.set(at, read);
    return read;
  }
}

const mostSubjects = 100_000;
const mostMoments = 10_000;
/** Characters of a moment in the school's own time. */
const longestShort = 16;

function askedOf(url: unknown, text: unknown): { target: Target } | { text: string } | { problem: string } {
  if (typeof url === 'string') {
    const target = targetAsSent(url);
    return target === null ? { problem: 'The address is none that can be opened over http or https.' } : { target };
  }
  if (typeof text === 'string') return { text };
  return { problem: 'The line has neither “url” nor “text”.' };
}

/**
 * An address as a browser's bar or a raw request has it: with its scheme, or beginning with `//` (RFC 3986 §4.2), or a host
 * with or without port and path (RFC 9112 §3.2.3).
 */
export function targetAsSent(text: string): Target | null {
  const direct = /^\s*(?:https?|wss?):/i.test(text) ? parseTarget(text) : null;
  if (direct !== null) return direct;
  const bare = text.trim();
  if (bare.startsWith('//')) return parseTarget(`https:${bare}`);
  // A scheme of another kind is none of ours; `host:443` has no scheme.
  if (/^[a-z][a-z0-9+.-]*:(?!\d+(?:[/?#]|$))/i.test(bare) || bare.startsWith('/')) return null;
  return parseTarget(`https://${bare}`);
}
