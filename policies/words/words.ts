// What a language must be able to say. Every catalogue is one of these: what it lacks does not compile.
import type { Effect } from '../model/effect.ts';
import type { Obligation } from '../model/obligation.ts';
import type { Severity } from '../model/severity.ts';
import type { KnownCategory } from '../vocabulary/categories.ts';
import type { BlockPageWords } from './block-page-words.ts';
import type { NoticeWords } from './notice-words.ts';
import type { WarnPageWords } from './warn-page-words.ts';
import type { PeopleWords } from './people-words.ts';
import type { Changer } from './who-can-change.ts';

export interface Words extends NoticeWords {
  /** For `lang` and `Content-Language` (BCP 47). */
  readonly tag: string;
  /** The language's name in itself, by which readers find it. */
  readonly ownName: string;
  readonly time: TimeWords;
  readonly categories: Readonly<Record<KnownCategory, CategoryWords>>;
  readonly audience: AudienceWords;
  readonly changers: Readonly<Record<Changer, string>>;
  readonly explanation: ExplanationWords;
  readonly blockPage: BlockPageWords;
  readonly people: PeopleWords;
  readonly warnPage: WarnPageWords;
}

/**
 * Names that people gave (schools, groups, lists, sites) are inserted where the language leaves them as they are: in
 * quotation marks after the word for what they are, or set off by commas. Welsh would otherwise change their first letter.
 */
export interface AudienceWords {
  /** With the preposition: “for everyone”. */
  readonly everyone: string;
  readonly onePerson: string;
  /** Those whom the filter cannot name. */
  readonly unknown: string;
  readonly group: (name: string) => string;
}

export interface CategoryWords {
  readonly name: string;
  /** One plain sentence that a pupil, a parent and a governor understand. */
  readonly definition: string;
}

export interface TimeWords {
  /** Sunday first, as a date of this language begins. */
  readonly weekdays: readonly [string, string, string, string, string, string, string];
  readonly months: readonly [string, string, string, string, string, string, string, string, string, string, string, string];
  /** `Thursday 5 November 2026, 11:10`. */
  readonly moment: (date: string, time: string) => string;
  readonly span: (from: string, until: string) => string;
}

/** What of a verdict is told, in this order. */
export const factIds = [
  'address',
  'who',
  'when',
  'where',
  'carried',
  'rule',
  'beat',
  'audience',
  'schedule',
  'until',
  'reason',
  'category',
  'also',
  'list',
  'search',
  'flag',
  'obligations',
  'policy',
  'change',
] as const;
export type FactId = (typeof factIds)[number];

export interface ExplanationWords {
  /** The head of each fact. */
  readonly terms: Readonly<Record<FactId, string>>;
  /** The whole in one sentence; `because` is one of the reasons below. */
  readonly sentence: (told: {
    readonly effect: Effect;
    readonly because: string;
    /** Host of the address inside the address. */
    readonly carried: string | null;
    readonly list: { readonly name: string; readonly line: number } | null;
  }) => string;
  readonly confidentialHelp: string;
  readonly illegal: string;
  readonly decided: (audience: string) => string;
  readonly schoolRule: (audience: string) => string;
  readonly groupRule: (audience: string) => string;
  /** `name` is `null` where the site is in no category. */
  readonly category: (name: string | null, effect: Effect | 'block-unless-approved', audience: string) => string;
  readonly unknownSite: (effect: Effect, audience: string) => string;
  readonly pageWords: (name: string | null, effect: Effect, audience: string) => string;
  readonly fileKind: (audience: string) => string;
  readonly fileSize: (audience: string) => string;
  /** Rules that the school did not name. */
  readonly ruleNames: {
    readonly category: (category: string, group: string, schedule: string | null) => string;
    readonly unknownSites: (group: string) => string;
    readonly pageWords: (category: string, group: string) => string;
    readonly files: (group: string) => string;
    readonly listed: (list: string, line: number) => string;
    readonly decision: (request: string) => string;
  };
  /** A rule with what it does: `Games, Key Stage 3: blocked`. */
  readonly ruleWithEffect: (name: string, effect: Effect) => string;
  readonly listAndLine: (name: string, line: number) => string;
  readonly categoryAndDefinition: (name: string, definition: string) => string;
  /** `name` in the school's groups, or `null` for a person who is not named. */
  readonly personIn: (name: string | null, groups: readonly string[]) => string;
  readonly onSite: string;
  readonly offSite: string;
  readonly search: (term: string, engine: string) => string;
  readonly flag: (flag: {
    readonly phrase: string;
    readonly category: string;
    readonly severity: Severity;
    readonly list: string;
    readonly line: number;
  }) => string;
  readonly obligations: Readonly<Record<Obligation, string>>;
  readonly policyVersion: (bundle: number) => string;
}
