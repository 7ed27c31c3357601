// One case of the corpus: who, when, what address, and what must come of it.
import type { Effect } from '#policies/model/effect.ts';
import type { Place } from '#policies/model/access-request.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Subject } from '#policies/model/subject.ts';
import type { TunnelVerdict, Verdict } from '#policies/model/verdict.ts';
import { effectOf } from '#tests/golden/effect-word.ts';
import type { PolicyLines } from '#tests/golden/policy-lines.ts';

/** Why, as a case says it: the layer that decides, and what in it (category, rule name); nothing after `unknown site`. */
export interface Reason {
  readonly layer: Rule['layer'];
  readonly what: string | null;
}

/** What a case says besides, each in words that are compared with what the verdict says. */
export type Details = Readonly<Partial<Record<(typeof detailNames)[number], string>>>;
const detailNames = ['line', 'categories', 'over', 'carried', 'must', 'during', 'for'] as const;

export interface GoldenCase {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly name: string;
  readonly subject: Subject;
  readonly place: Place;
  readonly at: number;
  readonly url: string;
  readonly effect: Effect;
  /** `block until approved`. */
  readonly approvable: boolean;
  /** What happens at CONNECT, where the case asks for that. */
  readonly handling: TunnelVerdict['handling'] | null;
  readonly because: Reason;
  readonly details: Details;
}

const form =
  /^([^,]+?)( off-site)?, ?([^,]+), ?(CONNECT )?(\S+) (?:→|->) (allow|warn|block until approved|block|(?:tunnel|intercept|refuse) (?:allow|warn|block)) because ([^;]+)(?:; (.+))?$/;

/** `Mia, 2026-11-05 11:30, games.test → block because category games; line 3 of corpus-games` */
export function readCase(text: string, line: number, { people, moment }: Pick<PolicyLines, 'people' | 'moment'>): GoldenCase {
  const found = form.exec(text);
  if (found === null) throw new Error('A case reads: who, when, address → verdict because reason.');
  const [name = '', offSite, when = '', connect, address = '', verdict = '', because = '', details = ''] = found.slice(1);
  const subject = people.get(name);
  if (subject === undefined) throw new Error(`No policy line says who ${name} is.`);
  const [handling, effect] = /^(tunnel|intercept|refuse) (.+)$/.exec(verdict)?.slice(1) ?? [null, verdict.split(' ')[0]];
  if ((handling !== null) !== (connect !== undefined))
    throw new Error('CONNECT is tunnelled, intercepted or refused, and nothing else is.');
  return {
    line,
    name,
    subject,
    place: offSite === undefined ? 'on-site' : 'off-site',
    at: moment(when.trim()),
    url: /^[a-z]+:[\\/]{2}/i.test(address) ? address : `https://${address}`,
    effect: effectOf(effect ?? ''),
    approvable: verdict === 'block until approved',
    handling: handling === 'tunnel' || handling === 'intercept' || handling === 'refuse' ? handling : null,
    because: reasonOf(because.trim()),
    details: detailsOf(details),
  };
}

function reasonOf(because: string): Reason {
  if (because === 'unknown site') return { layer: 'default', what: null };
  const found = /^(mandatory|category|decision|school|group) (\S+)$/.exec(because);
  const layer = (['mandatory', 'category', 'decision', 'school', 'group'] as const).find((one) => one === found?.[1]);
  if (layer === undefined || found?.[2] === undefined)
    throw new Error('A reason is “unknown site”, or mandatory, category, decision, school or group with a name.');
  return { layer, what: found[2] };
}

function detailsOf(text: string): Details {
  const details: Partial<Record<(typeof detailNames)[number], string>> = {};
  for (const part of text === '' ? [] : text.split('; ')) {
    const [word = '', ...rest] = part.split(' ');
    const name = detailNames.find((one) => one === word);
    if (name === undefined || rest.length === 0) throw new Error(`“${part}” is no detail that a case can give.`);
    details[name] = rest.join(' ');
  }
  return details;
}

/** The same for what a verdict or an access event says, so that a host compares like with like. */
export function reasonFor(rule: { readonly id: string; readonly layer: Rule['layer'] }, category: string | null): Reason {
  if (rule.layer === 'default') return { layer: 'default', what: null };
  return { layer: rule.layer, what: rule.layer === 'mandatory' || rule.layer === 'category' ? category : rule.id };
}

/** The details that a case gives, as a verdict has them. */
export function detailsFor({ because, categories, obligations }: Verdict, asked: Details): Details {
  const { rule, beat, list, carried } = because;
  const all: Record<keyof Details, string> = {
    line: list === null ? 'none' : `${list.line} of ${list.id}${list.keyed === true ? ', keyed' : ''}`,
    categories: categories.join(', '),
    over: beat.find(({ id }) => id === asked.over)?.id ?? beat.map(({ id }) => id).join(', '),
    carried: carried ?? 'none',
    must: obligations.length === 0 ? 'nothing' : obligations.join(', '),
    during: rule.schedule ?? 'always',
    for: rule.audience,
  };
  return Object.fromEntries(detailNames.flatMap((name) => (asked[name] === undefined ? [] : [[name, all[name]]])));
}
