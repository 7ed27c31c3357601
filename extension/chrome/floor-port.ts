// chrome.declarativeNetRequest: rules that Chrome applies by itself, even while the extension's process is dead, and that
// outlive the browser's restart.
import { priorities, type DnrRule } from '#policies/dnr/dnr-rule.ts';
import { browser } from './browser.ts';

export interface FloorPort {
  /** Text that the rules in force were put in place with; `null` where there are none or they are somebody else's. */
  inForce(): Promise<string | null>;
  /** Puts these rules in place of all others, in one step. Rejects when Chrome does not take them; the others stay then. */
  replace(rules: readonly DnrRule[], mark: string): Promise<void>;
  /** The regular expressions among these that Chrome does not take. */
  refused(patterns: readonly Pattern[]): Promise<string[]>;
  /** While lifted, rules below `priorities.lift` do not hold for pages and frames. Never outlives the browser. */
  lift(lifted: boolean): Promise<void>;
}

export interface Pattern {
  readonly regex: string;
  readonly isCaseSensitive: boolean;
}

type Rules = Parameters<typeof browser.declarativeNetRequest.updateDynamicRules>[0];
type AddedRules = NonNullable<Rules['addRules']>;

/** The rule that says which rules are in force: reading all of them back takes Chrome half a second. */
const markId = 1;
const markSuffix = '.floor.invalid';
const liftId = 1;

export const floorPort: FloorPort = {
  async inForce() {
    return (await readMark())?.mark ?? null;
  },
  async replace(rules, mark) {
    const known = await readMark();
    const old = known ?? { rules: await highestId() };
    const numbered = rules.map((rule, at) => ({ ...rule, id: markId + 1 + at }));
    const marking = {
      id: markId,
      priority: 1,
      action: { type: 'block' as const },
      condition: { requestDomains: [`${rules.length}.${mark}${markSuffix}`], resourceTypes: ['other' as const] },
    };
    await browser.declarativeNetRequest.updateDynamicRules({
      removeRuleIds: Array.from({ length: old.rules + markId }, (_, at) => markId + at),
      addRules: [marking, ...(numbered as unknown as AddedRules)],
    });
  },
  async refused(patterns) {
    const answers = await Promise.all(
      patterns.map(async (pattern) => ({
        pattern,
        answer: await browser.declarativeNetRequest.isRegexSupported({ ...pattern, requireCapturing: false }),
      })),
    );
    return answers.filter(({ answer }) => !answer.isSupported).map(({ pattern }) => pattern.regex);
  },
  async lift(lifted) {
    await browser.declarativeNetRequest.updateSessionRules({
      removeRuleIds: [liftId],
      addRules: lifted
        ? [
            {
              id: liftId,
              priority: priorities.lift,
              action: { type: 'allow' },
              condition: { resourceTypes: ['main_frame', 'sub_frame'] },
            },
          ]
        : [],
    });
  },
};

async function readMark(): Promise<{ rules: number; mark: string } | null> {
  const [marking] = await browser.declarativeNetRequest.getDynamicRules({ ruleIds: [markId] });
  const found = /^(\d+)\.([0-9a-f]+)\.floor\.invalid$/.exec(marking?.condition.requestDomains?.[0] ?? '');
  return found === null ? null : { rules: Number(found[1]), mark: found[2] ?? '' };
}

async function highestId(): Promise<number> {
  return Math.max(0, ...(await browser.declarativeNetRequest.getDynamicRules()).map(({ id }) => id));
}
