// What imported lists get wrong. Their makers collect millions of names by machine; three rules and a short list of names
// keep the mistakes that hurt out of a school. They hold for imported lists only: what the school writes itself stands.
import type { CategoryId } from '../model/category.ts';
import { isInstitution } from './institutions.ts';
import { linesOf, type LineProblem } from './list-lines.ts';
import type { ListItem } from './list-item.ts';
import { readAddress } from './read-address.ts';

/** A name that is not in these categories, whatever an imported list says. */
export interface NamedCorrection {
  readonly host: string;
  /** `null`: in none. */
  readonly not: readonly CategoryId[] | null;
  readonly reason: string;
}

export interface CorrectionSources {
  readonly named: readonly NamedCorrection[];
  /** Hosts that people looked at one by one, with what they found: the shipped lists. */
  readonly checked: readonly { readonly host: string; readonly category: CategoryId }[];
  /** Confidential help; whatever is below these names too. */
  readonly helplines: readonly string[];
}

/**
 * Kinds of site that nobody needs to be kept from. A name that was found to be one of them is kept out of every other
 * category; one that was found to be a chat may well be pornography too.
 */
const openKinds: ReadonlySet<CategoryId> = new Set(['education', 'news', 'search-engine', 'translation', 'music', 'video']);

/** Says of an item of an imported list why it is not in a category after all. */
export class Corrections {
  readonly #named = new Map<string, readonly NamedCorrection[]>();
  readonly #checked = new Map<string, Set<CategoryId>>();
  readonly #helplines: ReadonlySet<string>;

  constructor({ named, checked, helplines }: CorrectionSources) {
    for (const correction of named) {
      const known = this.#named.get(correction.host) ?? [];
      this.#named.set(correction.host, [...known, correction]);
    }
    for (const { host, category } of checked) {
      if (!openKinds.has(category)) continue;
      const known = this.#checked.get(host);
      if (known === undefined) this.#checked.set(host, new Set([category]));
      else known.add(category);
    }
    this.#helplines = new Set(helplines);
  }

  /** The reason, or `null` where the item stands. Only whole hosts are corrected: a single page or machine may well be bad. */
  against(item: ListItem, category: CategoryId): string | null {
    if (item.kind !== 'host') return null;
    if (this.#isHelpline(item.host)) return 'It is confidential help, which is always open.';
    if (item.path !== null) return null;
    const host = item.host.startsWith('www.') ? item.host.slice(4) : item.host;
    const named = this.#named.get(host)?.find(({ not }) => not === null || not.includes(category));
    if (named !== undefined) return named.reason;
    const checked = this.#checked.get(host);
    if (checked !== undefined && !checked.has(category))
      return 'Somebody looked at the site for the shipped lists and found it to be something else.';
    if (isInstitution(host, category)) return 'It is a whole university, school or public authority, by where its name is registered.';
    return null;
  }

  #isHelpline(host: string): boolean {
    if (this.#helplines.size === 0) return false;
    for (let at = 0; at !== -1; at = nextLabel(host, at)) if (this.#helplines.has(at === 0 ? host : host.slice(at))) return true;
    return false;
  }
}

function nextLabel(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot === -1 ? -1 : dot + 1;
}

/**
 * Reads `[category, category] reason` (or `[*] reason`, for every category) and below it hosts, several on a line; `#` begins
 * a comment. A bad line is told and left out.
 */
export function parseCorrections(
  text: string,
  isCategory: (id: string) => boolean,
): { corrections: NamedCorrection[]; problems: LineProblem[] } {
  const corrections: NamedCorrection[] = [];
  const problems: LineProblem[] = [];
  let heading: Omit<NamedCorrection, 'host'> | null = null;
  for (const { line, content } of linesOf(text)) {
    if (content.startsWith('[')) {
      const read = readHeading(content, isCategory);
      heading = typeof read === 'string' ? null : read;
      if (typeof read === 'string') problems.push({ line, problem: read });
      continue;
    }
    for (const word of content.split(/\s+/)) {
      const read = readAddress(word, 'strict');
      if ('problem' in read) problems.push({ line, problem: read.problem });
      else if (read.path !== null) problems.push({ line, problem: 'A correction is about a whole host.' });
      else if (heading === null) problems.push({ line, problem: 'Above the host there is no line that says what it is not, and why.' });
      else corrections.push({ host: read.host, ...heading });
    }
  }
  return { corrections, problems };
}

function readHeading(content: string, isCategory: (id: string) => boolean): Omit<NamedCorrection, 'host'> | string {
  const [, which = '', reason = ''] = /^\[([^\]]*)\]\s*(.*)$/.exec(content) ?? [];
  const not = which.trim() === '*' ? null : which.split(',').map((id) => id.trim());
  const unknown = not?.find((id) => !isCategory(id));
  if (unknown !== undefined) return `There is no category “${unknown}”.`;
  return reason === '' ? 'Behind the categories stands the reason.' : { not, reason };
}
