// The golden corpus: what the filter must say, in lines that a member of the e-safety committee can read. Every host that
// enforces (the engine, the proxy, the browser) reads the same files with this parser.
import type { CategoryList } from '#policies/contracts/bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { parseDomainList } from '#policies/lists/parse-list.ts';
import { effects, type Effect } from '#policies/model/effect.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Subject } from '#policies/model/subject.ts';
import { instantAt } from '#policies/workflows/lesson-window.ts';

/** Why, as a case says it: the layer that decides, and what in it (category, rule name); nothing after `unknown site`. */
export interface Reason {
  readonly layer: Rule['layer'];
  readonly what: string | null;
}

export interface GoldenCase {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly name: string;
  readonly subject: Subject;
  readonly at: number;
  readonly url: string;
  readonly effect: Effect;
  readonly because: Reason;
}

export interface Corpus {
  readonly policy: PolicyDocument;
  /** The lists given, and those that the file adds. */
  readonly lists: readonly CategoryList[];
  readonly people: ReadonlyMap<string, Subject>;
  readonly cases: readonly GoldenCase[];
}

/** Reads a corpus that begins from this policy and these lists. Throws with the line of what it does not understand. */
export function parseCorpus(text: string, start: { policy: PolicyDocument; lists: readonly CategoryList[] }): Corpus {
  const reader = new CorpusReader(start.policy, start.lists);
  text.split('\n').forEach((raw, index) => {
    const content = raw.replace(/^#.*$/, '').replace(/\s+/g, ' ').trim();
    if (content === '') return;
    try {
      if (content.startsWith('policy ')) reader.readPolicy(content.slice('policy '.length));
      else reader.readCase(content, index + 1);
    } catch (problem) {
      throw new Error(`Line ${index + 1}: ${problem instanceof Error ? problem.message : String(problem)}\n  ${raw}`, { cause: problem });
    }
  });
  return reader;
}

class CorpusReader implements Corpus {
  policy: PolicyDocument;
  lists: CategoryList[];
  readonly people = new Map<string, Subject>();
  readonly cases: GoldenCase[] = [];

  constructor(policy: PolicyDocument, lists: readonly CategoryList[]) {
    this.policy = policy;
    this.lists = [...lists];
  }

  readPolicy(line: string): void {
    const forms: readonly (readonly [RegExp, (...parts: string[]) => void])[] = [
      [
        /^class (\S+) in (\S+)$/,
        (id, parent) => this.#change({ groups: [...this.policy.groups, { id, name: id.toUpperCase(), kind: 'class', parent }] }),
      ],
      [/^(\S+) is in (.+)$/, (name, groups) => void this.people.set(name, { id: name.toLowerCase(), groups: groups.split(/,\s*/) })],
      [/^(\S+) is not known$/, (name) => void this.people.set(name, { id: 'unknown', groups: [] })],
      [/^list (\S+): (.+)$/, (category, entries) => this.#addList(category, entries)],
      [
        /^grid: (\S+) (\S+) (allow|warn|block)$/,
        (phase, category, effect) =>
          this.#change({ grid: { ...this.policy.grid, [phase]: { ...this.policy.grid[phase], [category]: effectOf(effect) } } }),
      ],
      [
        /^unknown sites: (\S+) (allow|warn|block)$/,
        (phase, effect) => this.#change({ unknownSites: { ...this.policy.unknownSites, [phase]: effectOf(effect) } }),
      ],
      [
        /^(decision|school|group) (\S+): (allow|warn|block) (.+?) for (\S+)(?: from (\S+ \S+))?(?: until (\S+ \S+))?$/,
        (...parts) => this.#addRule(parts),
      ],
    ];
    for (const [form, read] of forms) {
      const found = form.exec(line);
      if (found !== null) return read(...found.slice(1));
    }
    throw new Error('This is no policy line that the corpus knows.');
  }

  /** `Mia, 2026-11-05 11:30, games.test → block because category games` */
  readCase(line: string, number: number): void {
    const found = /^([^,]+),\s*([^,]+),\s*(\S+)\s+(?:→|->)\s+(allow|warn|block) because (.+)$/.exec(line);
    if (found === null) throw new Error('A case reads: who, when, address → verdict because reason.');
    const [name = '', when = '', address = '', effect = '', because = ''] = found.slice(1);
    const subject = this.people.get(name);
    if (subject === undefined) throw new Error(`No policy line says who ${name} is.`);
    this.cases.push({
      line: number,
      name,
      subject,
      at: this.#moment(when.trim()),
      url: address.includes('://') ? address : `https://${address}`,
      effect: effectOf(effect),
      because: reasonOf(because.trim()),
    });
  }

  #change(change: Partial<PolicyDocument>): void {
    this.policy = { ...this.policy, ...change };
  }

  #addList(category: string, entries: string): void {
    const meta = { id: `corpus-${category}-${this.lists.length}`, name: `Corpus ${category}`, category };
    const { list, problems } = parseDomainList(entries.split(/\s+/).join('\n'), meta);
    if (problems[0] !== undefined) throw new Error(problems[0].problem);
    this.lists = [...this.lists, list];
  }

  #addRule([layer, id = '', effect = '', what = '', audience = '', from, until]: (string | undefined)[]): void {
    const rule: Rule = {
      id,
      layer: layer === 'decision' || layer === 'school' ? layer : 'group',
      effect: effectOf(effect),
      match: matchOf(what),
      audience: this.people.has(audience) ? `person:${this.people.get(audience)?.id}` : audience,
      from: from === undefined ? null : this.#moment(from),
      until: until === undefined ? null : this.#moment(until),
      origin: { kind: 'built-in', name: `Golden corpus, ${id}` },
      reason: null,
    };
    this.#change({ rules: [...this.policy.rules, rule] });
  }

  #moment(text: string): number {
    const [date = '', time = ''] = text.split(' ');
    const at = instantAt(date, time, this.policy.timeZone);
    if (at === null) throw new Error(`“${text}” is no date and time.`);
    return at;
  }
}

function effectOf(word: string): Effect {
  const effect = effects.find((one) => one === word);
  if (effect === undefined) throw new Error(`“${word}” is not allow, warn or block.`);
  return effect;
}

function matchOf(what: string): Rule['match'] {
  if (what === 'everything') return { kind: 'any' };
  const category = /^category (\S+)$/.exec(what)?.[1];
  if (category !== undefined) return { kind: 'category', category };
  const slash = what.indexOf('/');
  return slash === -1 ? { kind: 'host', host: what, path: null } : { kind: 'host', host: what.slice(0, slash), path: what.slice(slash) };
}

function reasonOf(because: string): Reason {
  if (because === 'unknown site') return { layer: 'default', what: null };
  const found = /^(mandatory|category|decision|school|group) (\S+)$/.exec(because);
  const layer = (['mandatory', 'category', 'decision', 'school', 'group'] as const).find((one) => one === found?.[1]);
  if (layer === undefined || found?.[2] === undefined)
    throw new Error('A reason is “unknown site”, or mandatory, category, decision, school or group with a name.');
  return { layer, what: found[2] };
}

/** The same for what a verdict or an access event says, so that a host compares like with like. */
export function reasonFor(rule: { readonly id: string; readonly layer: Rule['layer'] }, category: string | null): Reason {
  if (rule.layer === 'default') return { layer: 'default', what: null };
  return { layer: rule.layer, what: rule.layer === 'mandatory' || rule.layer === 'category' ? category : rule.id };
}
