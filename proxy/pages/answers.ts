// Answers that the proxy gives by itself: block pages, problem pages, short texts. The words come from `policies/words`.
import { blockPageContentSecurityPolicy, renderBlockPage } from '#policies/words/block-page.ts';
import { renderProblemPage } from '#policies/words/problem-page.ts';
import { formatReference } from '#policies/engine/reference.ts';
import type { Exchange, Header, Judgement, OriginResponse } from '../exchange/exchange.ts';
import { pseudonym } from '../exchange/fields.ts';
import type { Identity } from '../identity/identity.ts';
import type { OriginFailure } from '../origin/origin-failure.ts';

/** What of an exchange its pages need; a CONNECT has as much. */
export type Asked = Pick<Exchange, 'at' | 'target' | 'destination'>;

export interface ProblemText {
  readonly status: number;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly headers?: readonly Header[];
}

export interface Answers {
  blocked(asked: Asked, judgement: Judgement, identity: Identity): OriginResponse;
  problem(asked: Asked | null, problem: ProblemText): OriginResponse;
  failed(asked: Asked, failure: OriginFailure): OriginResponse;
}

export function answers(options: { schoolName: string; dashboardUrl: string }): Answers {
  const { schoolName } = options;
  const dashboardUrl = options.dashboardUrl.replace(/\/+$/, '');

  function problem(asked: Asked | null, { status, title, sentences, headers = [] }: ProblemText): OriginResponse {
    if (asked !== null && !showsPages(asked)) return text(status, `${title}.`, headers);
    return page(status, renderProblemPage({ title, sentences: [...sentences], reference: null, schoolName }), headers);
  }

  return {
    problem,
    blocked(asked, { judge, verdict, reference }, identity) {
      const headers: Header[] = [proxyStatus('http_request_denied')];
      if (!showsPages(asked)) return text(403, `Blocked by ${schoolName}’s web filter. Reference ${formatReference(reference)}.`, headers);
      const phase = judge.phaseOf(identity.subject);
      const html = renderBlockPage({
        verdict,
        target: asked.target,
        reference,
        subjectKind: identity.kind,
        schoolName,
        at: asked.at,
        timeZone: judge.policy.timeZone,
        enforcedBy: 'proxy',
        askUrl: `${dashboardUrl}/ask/${reference}`,
        reportUrl: `${dashboardUrl}/report/${reference}`,
        phaseName: judge.policy.groups.find(({ id }) => id === phase)?.name ?? phase,
      });
      return page(403, html, headers);
    },
    failed(asked, failure) {
      return { ...problem(asked, { ...failure, headers: [proxyStatus(failure.type)] }), failure };
    },
  };
}

/** RFC 9209: tells programs which intermediary answered, and why. */
function proxyStatus(error: string): Header {
  return ['proxy-status', `${pseudonym}; error=${error}`];
}

/** A page for whoever may look at it; a script or picture that could not be loaded gets one line. */
const showsPages = ({ destination }: Asked): boolean => destination === 'document' || destination === 'frame' || destination === 'other';

function page(status: number, html: string, headers: readonly Header[]): OriginResponse {
  return answer(status, html, 'text/html; charset=utf-8', [
    ...headers,
    ['content-security-policy', blockPageContentSecurityPolicy],
    ['referrer-policy', 'no-referrer'],
  ]);
}

function text(status: number, line: string, headers: readonly Header[]): OriginResponse {
  return answer(status, `${line}\n`, 'text/plain; charset=utf-8', headers);
}

/** An answer of ours with a short body; never stored by anybody. */
export function answer(status: number, content: string, type: string, headers: readonly Header[] = []): OriginResponse {
  const body = Buffer.from(content);
  return {
    status,
    headers: [
      ['content-type', type],
      ['content-length', String(body.length)],
      ['cache-control', 'no-store'],
      ['x-content-type-options', 'nosniff'],
      ...headers,
    ],
    body,
  };
}
