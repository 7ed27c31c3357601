// What somebody who goes on after a warning has said yes to.
import { getDomain } from 'tldts';
import type { AccessRequest } from '../model/access-request.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Judge } from './judge.ts';
import { parseTarget } from './target.ts';

/** Milliseconds for which a warning that somebody has gone on from is not shown again. */
export const warningRests = 30 * 60_000;

/**
 * The rule that warned, and the site that it warned of: what one owner registered, with everything below it
 * (publicsuffix.org; where strangers register names below a host, each is a site). Yes to one unknown site is not yes to all of them, and
 * yes to `www.` is yes to the site's pictures.
 */
export function warningScope({ because }: Verdict, target: Target): string {
  return scopeOn(because.rule.id, because.carried ?? target.host);
}

/** The same rule's warning of another host. */
const scopeOn = (rule: string, host: string): string => `${rule} ${getDomain(host, { allowPrivateDomains: true }) ?? host}`;

/** What a part of a page may go by when nobody has gone on to its own site: nobody could answer for each site that a page is made of. */
export interface AskingPage {
  /** Goes with the page as it is. */
  readonly open: boolean;
  /** Goes with the page when somebody went on to that, for the same rule. */
  readonly scope: string;
}

/**
 * The page that asks for a part, or `null` where nobody says which. Where it is only that no list knows the part's site, a page that
 * the policy allows brings it along: lists know sites that people visit, and seldom the hosts that those keep their pictures on.
 * What is shown as a page inside the page is no such part.
 */
export function askingPage(judge: Pick<Judge, 'judge'>, request: AccessRequest, { because: { rule } }: Verdict): AskingPage | null {
  const page = request.initiator === null ? null : parseTarget(request.initiator);
  if (page === null) return null;
  const bringsAlong =
    rule.layer === 'default' &&
    request.destination !== 'frame' &&
    judge.judge({ ...request, target: page, destination: 'document', initiator: null }).effect === 'allow';
  return { open: bringsAlong, scope: scopeOn(rule.id, page.host) };
}
