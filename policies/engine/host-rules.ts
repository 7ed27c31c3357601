// What the school's own rules say of a name that they name.
import { isPublicSuffix } from './host-suffixes.ts';
import { exactness, type Candidate } from './precedence.ts';
import type { HostRule } from './rule-index.ts';

/** A name of a host that rules name. */
export interface NamedHost {
  readonly name: string;
  /** The host is below the name, not the name itself. */
  readonly below: boolean;
  readonly rules: readonly HostRule[];
}

/** The rules of a name that apply. What is said of a public suffix is said of nobody below it, unless the rule says so. */
export function candidatesOfHost({ name, below, rules }: NamedHost, applies: (rule: HostRule) => boolean): Candidate[] {
  const strangers = below && isPublicSuffix(name);
  return rules
    .filter((rule) => (!strangers || rule.below) && applies(rule))
    .map(({ ref, path, video, channel, narrowness }) => ({
      rule: ref,
      hostLength: video !== null ? exactness.video : channel !== null ? exactness.channel : name.length,
      pathLength: video === null && channel === null ? (path?.length ?? 0) : 0,
      narrowness,
      category: null,
      entry: null,
    }));
}
