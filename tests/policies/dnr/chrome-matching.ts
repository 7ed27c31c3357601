// What Chrome makes of rules, after its documentation and what it was seen to do: of the rules that match, the highest
// priority decides, and of equal ones a permission before a block before a redirection.
import { RE2JS } from 're2js';
import type { DnrResourceType, DnrRule } from '#policies/dnr/dnr-rule.ts';

export type Outcome = DnrRule['action']['type'] | 'nothing';

export interface Matching {
  /** What happens to the request; headers aside. */
  outcome(url: string, type?: DnrResourceType): Outcome;
  /** Rules that match, whatever becomes of them. */
  matching(url: string, type?: DnrResourceType): readonly DnrRule[];
}

export function chromeMatching(rules: readonly DnrRule[]): Matching {
  const tests = rules.map((rule) => ({ rule, test: testOf(rule) }));
  const matching = (text: string, type: DnrResourceType = 'main_frame'): DnrRule[] => {
    const url = new URL(text);
    return tests.filter(({ rule, test }) => rule.condition.resourceTypes.includes(type) && test(url)).map(({ rule }) => rule);
  };
  return {
    matching,
    outcome(url, type) {
      const [winner] = matching(url, type)
        .filter(({ action }) => action.type !== 'modifyHeaders')
        .sort((a, b) => b.priority - a.priority || order.indexOf(a.action.type) - order.indexOf(b.action.type));
      if (winner === undefined) return 'nothing';
      // A redirection that changes nothing does nothing, and nothing below it is asked.
      return winner.action.type === 'redirect' && redirected(winner, url) === url ? 'nothing' : winner.action.type;
    },
  };
}
const order: readonly string[] = ['allow', 'block', 'redirect'];

function redirected({ action }: DnrRule, text: string): string {
  if (action.type !== 'redirect') return text;
  const url = new URL(text);
  for (const { key, value } of action.redirect.transform.queryTransform.addOrReplaceParams)
    if (!url.search.slice(1).split('&').includes(`${key}=${value}`))
      url.search = [url.search.slice(1), `${key}=${value}`].filter(Boolean).join('&');
  return url.href;
}

function testOf({ condition }: DnrRule): (url: URL) => boolean {
  const { requestDomains, excludedRequestDomains, regexFilter, urlFilter, isUrlFilterCaseSensitive = false } = condition;
  const [within, without] = [new Set(requestDomains), new Set(excludedRequestDomains)];
  const pattern = regexFilter === undefined ? null : RE2JS.compile(regexFilter, isUrlFilterCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  const plain = urlFilter === undefined ? null : plainFilter(urlFilter, isUrlFilterCaseSensitive);
  return (url) => {
    const domains = domainsAround(url.hostname.replace(/\.$/, ''));
    if (requestDomains !== undefined && !domains.some((domain) => within.has(domain))) return false;
    if (domains.some((domain) => without.has(domain))) return false;
    return (pattern === null || pattern.matcher(url.href).find()) && (plain === null || plain.test(url.href));
  };
}

function domainsAround(host: string): string[] {
  const labels = host.startsWith('[') || /(^|\.)\d+$/.test(host) ? [host] : host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}

/** `||` a domain, `|` an end, `*` anything, `^` a separator. */
function plainFilter(filter: string, caseSensitive: boolean): RegExp {
  const begins = filter.startsWith('||') ? '^[a-z][a-z0-9+.-]*://(?:[^/?#]*[.@])?' : filter.startsWith('|') ? '^' : '';
  const middle = filter.replace(/^\|{1,2}/, '').replace(/\|$/, '');
  const body = middle
    .replace(/[.+?${}()[\]\\|/]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('^', '(?:[^a-zA-Z0-9_.%-]|$)');
  return new RegExp(begins + body + (filter.endsWith('|') && filter.length > 2 ? '$' : ''), caseSensitive ? '' : 'i');
}
