// The school's own rules, ready to be asked: those that name hosts by host, the others by what they look at.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { readAddress } from '../lists/read-address.ts';
import type { CategoryId } from '../model/category.ts';
import type { Layer } from '../model/layer.ts';
import type { Instant } from '../model/instant.ts';
import type { Rule, Window } from '../model/rule.ts';
import type { RuleRef } from '../model/verdict.ts';
import type { ActiveSchedules } from '../schedule/school-clock.ts';
import { personPrefix, type GroupTree, type Narrowness } from './group-tree.ts';
import { ruledVideoSites } from '../vocabulary/videos.ts';
import { canonicalPath } from './path-prefix.ts';
import { readChannel } from './channel-address.ts';
import { partsOfVideo, readVideo } from './video-address.ts';

/** The layers that a school writes. A rule that claims another is not a rule, whoever signed it. */
export const schoolLayers: ReadonlySet<Layer> = new Set(['decision', 'school', 'group']);

/** A rule with what decides whether it holds. */
export interface IndexedRule {
  readonly ref: RuleRef;
  readonly narrowness: Narrowness;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly schedule: string | null;
  /** In their order; empty: at any time between `from` and `until`. */
  readonly windows: readonly Window[];
}

/** A rule that names a host. */
export interface HostRule extends IndexedRule {
  /** Canonical path prefix, or `null` for the whole host. */
  readonly path: string | null;
  /** It means names below a public suffix too. */
  readonly below: boolean;
  /** The one video of the host that it means, in its one spelling (`readVideo`), or `null`. Its `path` is then `/`. */
  readonly video: string | null;
  /** The channel of the host's whose page and videos it means, in its one spelling (`readChannel`), or `null`. Its `path` is then `/`. */
  readonly channel: string | null;
  /** Hosts whose pages may show it within themselves, where the rule holds for nothing else; `null`: it holds whoever asks. */
  readonly embedders: ReadonlySet<string> | null;
}

/** Where a rule holds, without when and for whom. */
interface Place {
  readonly host: string;
  readonly path: string | null;
  readonly below: boolean;
  readonly video?: string | null;
  readonly channel?: string | null;
  readonly embedders?: ReadonlySet<string> | null;
}

/** A rule for everything, or for a category. */
export interface BroadRule extends IndexedRule {
  readonly category: CategoryId | null;
}

export class RuleIndex {
  readonly hosts = new Map<string, HostRule[]>();
  readonly broad: BroadRule[] = [];
  readonly ranges: { range: string; rule: IndexedRule }[] = [];
  /** Rules for channels, by video site. */
  readonly channels: { site: string; rule: IndexedRule }[] = [];
  readonly expressions: { expression: string; rule: IndexedRule }[] = [];
  /** People who have rules of their own. */
  readonly persons = new Set<string>();
  /** When rules that name hosts begin and end. */
  readonly hostEdges: Instant[] = [];

  constructor(policy: Pick<PolicyDocument, 'rules' | 'lists'>, groups: GroupTree) {
    const lists = new Map((policy.lists ?? []).map((list) => [list.id, list.entries]));
    for (const rule of policy.rules) {
      const narrowness = groups.narrownessOf(rule.audience);
      if (narrowness === null || !schoolLayers.has(rule.layer)) continue;
      if (rule.audience.startsWith(personPrefix)) this.persons.add(rule.audience.slice(personPrefix.length));
      const { from, until, schedule = null, windows = [] } = rule;
      this.#add(rule, { ref: refOf(rule), narrowness, from, until, schedule, windows }, lists);
    }
  }

  #add({ match, embedded }: Rule, rule: IndexedRule, lists: ReadonlyMap<string, readonly string[]>): void {
    // Of what kinds of rules can be held to the page that asks there is one; another that says so is not a rule.
    if (embedded !== undefined && (match.kind !== 'host' || rule.ref.effect !== 'allow')) return;
    switch (match.kind) {
      case 'any':
        this.broad.push({ ...rule, category: null });
        break;
      case 'category':
        this.broad.push({ ...rule, category: match.category });
        break;
      case 'host':
        this.#addHost(
          {
            host: match.host,
            path: match.path === null ? null : canonicalPath(match.path),
            below: match.below === true,
            embedders: embedded === undefined ? null : new Set(embedded),
          },
          rule,
        );
        break;
      case 'list':
        for (const entry of lists.get(match.list) ?? []) {
          const address = readAddress(entry.replace(/^\*\./, ''), 'strict');
          if (!('problem' in address)) this.#addHost({ ...address, below: entry.startsWith('*.') }, rule);
        }
        break;
      case 'range':
        this.ranges.push({ range: match.range, rule });
        break;
      case 'expression':
        this.expressions.push({ expression: match.expression, rule });
        break;
      case 'video':
        this.#addVideo(readVideo(match.video), rule);
        break;
      case 'channel':
        this.#addChannel(readChannel(match.channel), rule);
        break;
    }
  }

  /** A permission opens what the video is played from as well. */
  #addVideo(video: string | null, rule: IndexedRule): void {
    const parts = video === null ? null : partsOfVideo(video);
    if (video === null || parts === null) return;
    for (const host of parts.site.hosts) this.#addHost({ host, path: '/', below: false, video }, rule);
    if (rule.ref.effect === 'allow')
      for (const [host, path] of parts.site.plays(parts.id)) this.#addHost({ host, path, below: false }, rule);
  }

  #addChannel(channel: string | null, rule: IndexedRule): void {
    const site = channel === null ? undefined : ruledVideoSites.find(({ id }) => channel.startsWith(`${id}:`));
    if (channel === null || site === undefined) return;
    this.channels.push({ site: site.id, rule });
    for (const host of site.hosts) this.#addHost({ host, path: '/', below: false, channel }, rule);
    if (rule.ref.effect === 'allow')
      for (const [host, path] of site.channels?.plays ?? []) this.#addHost({ host, path, below: false }, rule);
  }

  #addHost({ host, path, below, video = null, channel = null, embedders = null }: Place, rule: IndexedRule): void {
    const known = this.hosts.get(host);
    const of = { ...rule, path, below, video, channel, embedders };
    this.hostEdges.push(...edgesOf(rule));
    if (known === undefined) this.hosts.set(host, [of]);
    else known.push(of);
  }
}

/** The moments at which it changes whether a rule holds, by the clock alone. */
export const edgesOf = ({ from, until, windows }: Pick<IndexedRule, 'from' | 'until' | 'windows'>): Instant[] => [
  ...[from, until].filter((edge) => edge !== null),
  ...windows.flatMap((window) => [window.from, window.until]),
];

/** Whether a rule holds for these audiences at this moment. */
export function holds(rule: IndexedRule, audiences: ReadonlySet<string>, at: Instant, active: ActiveSchedules): boolean {
  return (
    audiences.has(rule.ref.audience) &&
    (rule.from === null || rule.from <= at) &&
    (rule.until === null || at < rule.until) &&
    (rule.schedule === null || active.has(rule.schedule)) &&
    (rule.windows.length === 0 || rule.windows.some(({ from, until }) => from <= at && at < until))
  );
}

/** A rule as a verdict names it. */
function refOf(rule: Rule): RuleRef {
  const { id, layer, effect, origin, audience, until, reason, match, schedule } = rule;
  const ref: RuleRef = { id, layer, effect, origin: Object.freeze({ ...origin }), audience, until, reason };
  return Object.freeze({
    ...ref,
    ...(match.kind === 'category' ? { category: match.category } : {}),
    ...(schedule === undefined ? {} : { schedule }),
  });
}
