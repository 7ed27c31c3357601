// Lines of lists and rules that name no host: ranges of IP addresses and regular expressions.
import type { CategoryList } from '../contracts/bundle.ts';
import type { Target } from '../model/target.ts';
import type { ListedNames } from '../table/listed-names.ts';
import { AddressRanges } from './address-ranges.ts';
import { ExpressionGate } from './expression-gate.ts';
import { ExpressionIndex } from './expression-index.ts';
import type { NamelessLine } from './listing.ts';
import { exactness } from './precedence.ts';
import type { IndexedRule, RuleIndex } from './rule-index.ts';

export class NamelessMatches {
  readonly listRanges = new AddressRanges<NamelessLine>();
  readonly listExpressions: ExpressionIndex<NamelessLine>;
  readonly #ruleRanges = new AddressRanges<IndexedRule>();
  readonly #ruleExpressions: ExpressionIndex<IndexedRule>;
  /** One look for the expressions of lists and rules. */
  readonly #gate: ExpressionGate;

  constructor(lists: readonly CategoryList[], names: ListedNames | null, rules: RuleIndex) {
    const expressions = (names?.expressions ?? []).map(({ list, line, text }) => ({ expression: text, what: { list, line } }));
    for (const { list, line, text } of names?.ranges ?? []) this.listRanges.add(text, { list, line });
    for (const { id, name, category, ranges, expressions: own } of lists) {
      const list = { id, name, category };
      for (const [line, range] of ranges ?? []) this.listRanges.add(range, { list, line });
      for (const [line, expression] of own ?? []) expressions.push({ expression, what: { list, line } });
    }
    this.listExpressions = new ExpressionIndex(expressions);
    for (const { range, rule } of rules.ranges) this.#ruleRanges.add(range, rule);
    this.#ruleExpressions = new ExpressionIndex(rules.expressions.map(({ expression, rule }) => ({ expression, what: rule })));
    const both = [this.listExpressions, this.#ruleExpressions];
    const required = both.some((one) => one.required === null) ? null : both.flatMap((one) => one.required ?? []);
    this.#gate = new ExpressionGate(required, Math.max(...both.map(({ reads }) => reads)));
  }

  get hasRanges(): boolean {
    return this.listRanges.size + this.#ruleRanges.size > 0;
  }

  /** Whether a range of a list or rule holds the host. */
  inRange(host: string): boolean {
    return this.listRanges.of(host).length + this.#ruleRanges.of(host).length > 0;
  }

  /** Whether an expression could match; `false` is certain. */
  mayMatch(host: string, path: string): boolean {
    return this.#gate.mayMatch(host, path);
  }

  /** Whether any expression of a list or rule matches. */
  matches(host: string, path: string): boolean {
    return this.listExpressions.matching(host, path).stops.length + this.#ruleExpressions.matching(host, path).stops.length > 0;
  }

  /** Rules whose range or expression matches. Of a target without a path no expression does. */
  rulesFor({ host, path }: Target): { readonly rule: IndexedRule; readonly exactness: number }[] {
    const found = this.#ruleRanges.of(host).map(({ bits, what }) => ({ rule: what, exactness: exactness.range(bits) }));
    if (path === null || this.#ruleExpressions.size === 0) return found;
    const { stops, opens } = this.#ruleExpressions.matching(host, path);
    const fitting = [...stops.filter(({ ref }) => ref.effect !== 'allow'), ...opens.filter(({ ref }) => ref.effect === 'allow')];
    return [...found, ...fitting.map((rule) => ({ rule, exactness: exactness.expression }))];
  }
}
