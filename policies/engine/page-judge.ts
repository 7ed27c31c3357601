// Judges what an address turned out to hold: the words of a page, the kind and size of a file. Only stricter than the verdict
// on the address, and never against somebody's own decision to open the place.
import type { CategoryId } from '../model/category.ts';
import type { Effect } from '../model/effect.ts';
import type { Flag } from '../model/flag.ts';
import type { GroupId } from '../model/group.ts';
import type { Layer } from '../model/layer.ts';
import { severities, type Severity } from '../model/severity.ts';
import type { Subject } from '../model/subject.ts';
import type { Because, RuleRef, Verdict } from '../model/verdict.ts';
import type { CategoryScore, PhraseFindings } from '../phrases/phrase-findings.ts';
import type { PhraseScanner } from '../phrases/phrase-scanner.ts';
import { categoryById } from '../vocabulary/categories.ts';
import type { GroupTree } from './group-tree.ts';
import type { PageRules } from './page-rules.ts';

/** What a page's words come to. */
export interface PageFinding {
  /** In place of the verdict on the address; `null`: that stands. */
  readonly verdict: Verdict | null;
  readonly flag: Flag | null;
}

export interface PageJudge {
  /** `null`: nothing is asked of this person's pages and files. */
  rulesFor(subject: Subject): PageRules | null;
  /** For the words of one page. */
  scanner(): PhraseScanner;
  ofWords(rules: PageRules, address: Verdict, findings: PhraseFindings): PageFinding;
  /** The verdict that stops a file, or `null`. `type`: media type in lower case without parameters; `bytes`: its size where known. */
  ofFile(rules: PageRules, address: Verdict, type: string, bytes: number | null): Verdict | null;
}

const mostBeaten = 5;
const bytesPerMb = 1_000_000;
/** By people, and confidential help by the law of the product. */
const opening: readonly Layer[] = ['mandatory', 'decision', 'school', 'group'];

export function createPageJudge(
  groups: GroupTree,
  rulesOf: (groups: readonly GroupId[]) => PageRules | null,
  scanner: () => PhraseScanner,
): PageJudge {
  /** A place that somebody opened by name stays open whatever its words are. */
  const isOpened = ({ because: { rule } }: Verdict): boolean => rule.effect === 'allow' && opening.includes(rule.layer);

  function ofWords(rules: PageRules, address: Verdict, findings: PhraseFindings): PageFinding {
    let stopped: { readonly effect: Effect; readonly category: CategoryId; readonly group: GroupId } | null = null;
    let flag: Flag | null = null;
    for (const found of findings.scores) {
      const entry = rules.words.get(found.category);
      if (entry === undefined) continue;
      const { limits, group } = entry;
      const effect = reaches(found.score, limits.block) ? 'block' : reaches(found.score, limits.warn) ? 'warn' : null;
      // Scores come highest first: of two that do the same the first stands.
      if (effect !== null && (stopped === null || (effect === 'block' && stopped.effect === 'warn')))
        stopped = { effect, category: found.category, group };
      if (effect !== null || reaches(found.score, limits.flag)) flag = graver(flag, flagOf(found, findings, rules.severity));
    }
    if (stopped === null || isOpened(address) || !isStricter(stopped.effect, address.effect)) return { verdict: null, flag };
    const { effect, category, group } = stopped;
    const name = `Words of pages, ${categoryById(category)?.name ?? category}, ${groups.name(group)}`;
    const rule = ruleOf(`page-words:${group}:${category}`, 'category', effect, name, group, category);
    return { verdict: { ...address, effect, category, because: becauseOf(address, rule, 'words') }, flag };
  }

  function ofFile(rules: PageRules, address: Verdict, type: string, bytes: number | null): Verdict | null {
    if (isOpened(address) || address.effect === 'block') return null;
    for (const { rule, group } of rules.files) {
      if (rule.type !== undefined && !isOfType(type, rule.type)) continue;
      if (rule.overMb !== undefined && (bytes === null || bytes <= rule.overMb * bytesPerMb)) continue;
      const by = rule.type === undefined ? 'size' : 'kind';
      const name = `${by === 'size' ? 'Sizes' : 'Kinds'} of files, ${groups.name(group)}`;
      const told = ruleOf(`files-by-${by}:${group}`, 'group', 'block', name, group);
      return { ...address, effect: 'block', because: becauseOf(address, told, by) };
    }
    return null;
  }

  return Object.freeze({ rulesFor: (subject: Subject) => rulesOf(groups.groupsOf(subject)), scanner, ofWords, ofFile });
}

const reaches = (score: number, limit: number | undefined): boolean => limit !== undefined && score >= limit;

const isStricter = (effect: Effect, than: Effect): boolean => than === 'allow' || (than === 'warn' && effect === 'block');

/** The category's gravest phrase, or where only points were given for its words, the one with the most. */
function flagOf({ category, heaviest }: CategoryScore, { flags }: PhraseFindings, most: Severity): Flag {
  const found = flags.find((one) => one.category === category);
  if (found === undefined) return { category, severity: 'low', ...heaviest };
  return severities.indexOf(found.severity) > severities.indexOf(most) ? { ...found, severity: most } : found;
}

/** Of two that are equally severe the one that was first. */
const graver = (a: Flag | null, b: Flag): Flag => (a !== null && severities.indexOf(a.severity) >= severities.indexOf(b.severity) ? a : b);

function ruleOf(id: string, layer: Layer, effect: Effect, name: string, group: GroupId, category?: CategoryId): RuleRef {
  const about = category === undefined ? {} : { category };
  return { id, layer, effect, origin: { kind: 'policy', name }, audience: group, until: null, reason: null, ...about };
}

function becauseOf({ because }: Verdict, rule: RuleRef, by: NonNullable<Because['by']>): Because {
  return { rule, beat: [because.rule, ...because.beat].slice(0, mostBeaten), list: null, bundle: because.bundle, by };
}

/** `video/*` and the catch-all are types too. */
function isOfType(type: string, wanted: string): boolean {
  const [major = '', minor = ''] = wanted.split('/');
  const [ofMajor = '', ofMinor = ''] = type.split('/');
  return (major === '*' || major === ofMajor) && (minor === '*' || minor === ofMinor);
}
