// chrome.webRequest as two questions: may this request go out, and with which credentials.
import { browser } from './browser.ts';

/** A request that is about to leave, as Chrome describes it. Fields that Chrome does not always give are optional. */
export interface SeenRequest {
  readonly requestId: string;
  readonly url: string;
  /** webRequest resource type (`main_frame`, `sub_frame`, `script`, …). */
  readonly type: string;
  /** -1 for a request that belongs to no tab. */
  readonly tabId: number;
  readonly frameId: number;
  /** Origin that caused the request; absent when somebody typed the address. */
  readonly initiator?: string;
  readonly documentId?: string;
  readonly parentDocumentId?: string;
  /** `prerender` for a page that nobody sees yet. */
  readonly documentLifecycle?: string;
}

export type Answer = { readonly do: 'pass' } | { readonly do: 'cancel' } | { readonly do: 'redirect'; readonly url: string };

export interface SeenChallenge {
  readonly requestId: string;
  readonly isProxy: boolean;
  readonly realm?: string;
}

export type Credentials = { readonly username: string; readonly password: string } | 'refuse' | 'not-ours';

const everything = { urls: ['<all_urls>'] };

/**
 * Asks `judge` about every request. Chrome lets a request pass when a listener throws or its promise rejects, so any
 * failure becomes a cancelled request here.
 */
export function beforeEveryRequest(judge: (request: SeenRequest) => Answer | Promise<Answer>): void {
  browser.webRequest.onBeforeRequest.addListener(
    (details) => {
      try {
        const answer = judge(details);
        return answer instanceof Promise ? answer.then(toChrome, () => ({ cancel: true })) : toChrome(answer);
      } catch {
        return { cancel: true };
      }
    },
    everything,
    ['blocking'],
  );
}

function toChrome(answer: Answer): { cancel?: boolean; redirectUrl?: string } {
  if (answer.do === 'redirect') return { redirectUrl: answer.url };
  return answer.do === 'cancel' ? { cancel: true } : {};
}

/** Adds headers to requests for `hosts` on their way out; a request whose headers cannot be told is cancelled. */
export function addHeaders(hosts: readonly string[], headersFor: (url: string) => Promise<readonly (readonly [string, string])[]>): void {
  browser.webRequest.onBeforeSendHeaders.addListener(
    (details) =>
      headersFor(details.url).then(
        (added) => {
          const names = new Set(added.map(([name]) => name.toLowerCase()));
          const kept = (details.requestHeaders ?? []).filter((header) => !names.has(header.name.toLowerCase()));
          return { requestHeaders: [...kept, ...added.map(([name, value]) => ({ name, value }))] };
        },
        () => ({ cancel: true }),
      ),
    { urls: hosts.map((host) => `*://${host}/*`) },
    ['blocking', 'requestHeaders', 'extraHeaders'],
  );
}

/** Answers 407 and 401 challenges; what is not ours is left to Chrome. */
export function onChallenge(answer: (challenge: SeenChallenge) => Promise<Credentials>): void {
  browser.webRequest.onAuthRequired.addListener(
    async (details) => {
      const credentials = await answer(details).catch((): Credentials => 'refuse');
      if (credentials === 'not-ours') return {};
      return credentials === 'refuse' ? { cancel: true } : { authCredentials: credentials };
    },
    everything,
    ['blocking'],
  );
}
