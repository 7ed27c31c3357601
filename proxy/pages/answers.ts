// Answers that the proxy gives by itself: block pages, problem pages, short texts. The words come from `policies/words`.
import { formatReference } from '#policies/engine/reference.ts';
import type { Language } from '#policies/model/language.ts';
import { blockPageContentSecurityPolicy, renderBlockPage } from '#policies/words/block-page.ts';
import type { Trouble } from '#policies/words/notice-words.ts';
import { renderProblemPage, troubleWords } from '#policies/words/problem-page.ts';
import { acceptedRanges, pageLanguages, type PageLanguages } from '#policies/words/reader-languages.ts';
import { renderWarnPage, warnPageContentSecurityPolicy, type GoOn } from '#policies/words/warn-page.ts';
import { schoolNames } from '#policies/words/school-names.ts';
import type { StopPageInput } from '#policies/words/stop-page.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import type { Exchange, Header, Judgement, OriginResponse } from '../exchange/exchange.ts';
import { fieldsOf, pseudonym } from '../exchange/fields.ts';
import type { Identity } from '../identity/identity.ts';
import type { OriginFailure } from '../origin/origin-failure.ts';

/** Who reads the answer: in which language, and whether as a page. What is not known is a page in the school's language. */
export interface Reader {
  readonly request?: { readonly headers: readonly Header[] };
  readonly destination?: Exchange['destination'];
}

/** What of an exchange its pages need; a CONNECT has as much. */
export type Asked = Pick<Exchange, 'at' | 'target' | 'destination'> & Reader;

export interface Refusal {
  readonly status: number;
  readonly trouble: Trouble;
  readonly headers?: readonly Header[];
}

export interface Answers {
  blocked(asked: Asked, judgement: Judgement, identity: Identity): OriginResponse;
  /** @param goOn how somebody goes on from a page; `null`: it is part of one, which nobody could answer in */
  warned(asked: Asked, judgement: Judgement, identity: Identity, goOn: GoOn | null): OriginResponse;
  problem(reader: Reader | null, refusal: Refusal): OriginResponse;
  failed(asked: Asked, failure: OriginFailure): OriginResponse;
}

export interface AnswersOptions {
  readonly schoolName: string;
  readonly dashboardUrl: string;
  /** Of the policy in force; it is asked for every page. */
  readonly schoolLanguages?: () => readonly Language[] | undefined;
}

interface Readers {
  readonly languages: PageLanguages;
}

export function answers({ schoolName, schoolLanguages, ...options }: AnswersOptions): Answers {
  const dashboardUrl = options.dashboardUrl.replace(/\/+$/, '');

  function problem(reader: Reader | null, { status, trouble, headers = [] }: Refusal): OriginResponse {
    const languages = languagesFor(reader, schoolLanguages?.());
    if (!showsPages(reader)) return text(status, `${troubleWords(wordsOf(languages[0]), trouble).title}.`, languages[0], headers);
    return page(status, renderProblemPage({ trouble, languages, reference: null, schoolName }), languages, headers);
  }

  function stopFacts(asked: Asked, { judge, verdict, reference }: Judgement, identity: Identity): StopPageInput & Readers {
    const phase = judge.phaseOf(identity.subject);
    return {
      verdict,
      target: asked.target,
      reference,
      subjectKind: identity.kind,
      schoolName,
      at: asked.at,
      timeZone: judge.policy.timeZone,
      enforcedBy: 'proxy',
      phaseName: judge.policy.groups.find(({ id }) => id === phase)?.name ?? phase,
      ...schoolNames(judge.policy, verdict.because.rule),
      languages: languagesFor(asked, judge.policy.languages),
    };
  }

  return {
    problem,
    blocked(asked, judgement, identity) {
      const headers: Header[] = [proxyStatus('http_request_denied')];
      const facts = stopFacts(asked, judgement, identity);
      const { reference, languages } = facts;
      if (!showsPages(asked)) {
        const line = wordsOf(languages[0]).blockPage.oneLine(schoolName, formatReference(reference));
        return text(403, line, languages[0], headers);
      }
      const html = renderBlockPage({
        ...facts,
        askUrl: `${dashboardUrl}/ask/${reference}`,
        reportUrl: `${dashboardUrl}/report/${reference}`,
      });
      return page(403, html, languages, headers);
    },
    warned(asked, judgement, identity, goOn) {
      const headers: Header[] = [proxyStatus('http_request_denied; details="warning"')];
      const facts = stopFacts(asked, judgement, identity);
      const { reference, languages } = facts;
      if (goOn === null) {
        const line = wordsOf(languages[0]).warnPage.oneLine(schoolName, formatReference(reference));
        return text(403, line, languages[0], headers);
      }
      const html = renderWarnPage({ ...facts, goOn });
      return goOn.by === 'form' ? page(403, html, languages, headers, warnPageHeaders) : page(403, html, languages, headers);
    },
    failed(asked, failure) {
      return { ...problem(asked, { status: failure.status, trouble: failure.trouble, headers: [proxyStatus(failure.type)] }), failure };
    },
  };
}

/** RFC 9209: tells programs which intermediary answered, and why. */
function proxyStatus(error: string): Header {
  return ['proxy-status', `${pseudonym}; error=${error}`];
}

/** A page for whoever may look at it; a script or picture that could not be loaded gets one line. */
const showsPages = (reader: Reader | null): boolean => ['document', 'frame', 'other', undefined].includes(reader?.destination);

export function languagesFor(reader: Reader | null, school: readonly Language[] | undefined): PageLanguages {
  const accepted = fieldsOf(reader?.request?.headers ?? [], 'accept-language');
  return pageLanguages(acceptedRanges(accepted.join(',')), school);
}

/** A page that sends and runs nothing. */
const pageHeaders: readonly Header[] = [
  ['content-security-policy', blockPageContentSecurityPolicy],
  ['referrer-policy', 'no-referrer'],
];

/** It stands in the site's own origin: a window of the site's that opened it must not reach into it and press its button. */
const warnPageHeaders: readonly Header[] = [
  ['content-security-policy', warnPageContentSecurityPolicy],
  ['cross-origin-opener-policy', 'same-origin'],
  ['referrer-policy', 'same-origin'],
];

function page(
  status: number,
  html: string,
  languages: PageLanguages,
  headers: readonly Header[],
  guarding: readonly Header[] = pageHeaders,
): OriginResponse {
  return answer(status, html, 'text/html; charset=utf-8', [contentLanguage(languages), ...headers, ...guarding]);
}

function text(status: number, line: string, language: Language, headers: readonly Header[]): OriginResponse {
  return answer(status, `${line}\n`, 'text/plain; charset=utf-8', [contentLanguage([language]), ...headers]);
}

/** RFC 9110 §8.5: every language that the page is meant for. */
export const contentLanguage = (languages: readonly Language[]): Header => [
  'content-language',
  languages.map((language) => wordsOf(language).tag).join(', '),
];

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
