// Every request of the browser comes through here before it leaves. Nothing goes out that was not judged, and a failure of
// ours stops the request.
import { parseTarget } from '#policies/engine/target.ts';
import { withSafeSearch } from '#policies/engine/search.ts';
import type { Target } from '#policies/model/target.ts';
import type { Answer, SeenRequest } from '../chrome/requests-port.ts';
import type { TabsPort } from '../chrome/tabs-port.ts';
import type { OncePerDocument } from '../events/once-per-document.ts';
import type { Visits } from '../events/visits.ts';
import type { BlockFacts } from './block-facts.ts';
import { destinationOf } from './destination-of.ts';
import type { Judged, Judgement } from './judgement.ts';
import type { OwnPages } from './own-pages.ts';
import type { Stopper } from './stopper.ts';
import type { AskFully } from './video-owners.ts';
import type { Warnings } from './warnings.ts';

export interface RequestGateOptions {
  readonly ready: Promise<void>;
  readonly isReady: () => boolean;
  readonly ask: AskFully;
  readonly stopper: Stopper;
  readonly visits: Visits;
  readonly warnings: Pick<Warnings, 'holds' | 'opens'>;
  readonly tabs: Pick<TabsPort, 'show'>;
  readonly pages: OwnPages;
  /** The page that stops or warns, as a document for a frame inside somebody else's page. */
  readonly framePage: (facts: BlockFacts) => string;
  readonly once: OncePerDocument<Promise<BlockFacts>>;
  readonly ownOrigin: string;
  /** Whether Chrome's own rules may have stopped a page already: what they stop cannot be redirected any more. */
  readonly floorMayStop: () => boolean;
  /** A document asked for more blocked hosts than are recorded. */
  readonly tooMany: () => void;
}

/** A request with what was known when it came: later Chrome's own rules may have given way. */
interface HeldRequest extends SeenRequest {
  readonly mayBeStopped: boolean;
}

const pass: Answer = { do: 'pass' };
const cancel: Answer = { do: 'cancel' };

export function createRequestGate(o: RequestGateOptions): (request: SeenRequest) => Answer | Promise<Answer> {
  /**
   * Shows one of our pages in place of a page. Chrome refuses a redirect to our pages when a site caused the navigation
   * (they are not web accessible), so then the tab itself is sent there, which drops the held request.
   */
  async function showInstead(request: HeldRequest, url: string, redirects: boolean): Promise<Answer> {
    if (isUnseen(request)) return cancel;
    if (redirects && !request.mayBeStopped && request.initiator === undefined) return { do: 'redirect', url };
    await o.tabs.show(request.tabId, url);
    return cancel;
  }

  async function stopPage(request: HeldRequest, judged: Judged): Promise<Answer> {
    const userAct = request.documentLifecycle !== 'prerender';
    const { reference } = await o.stopper.stopTab(request.tabId, { url: request.url, judged, userAct });
    const { effect, because } = judged.verdict;
    // What the law closes is always stopped by Chrome itself too.
    return showInstead(request, o.pages[effect === 'warn' ? 'warned' : 'blocked'](reference), because.rule.layer !== 'mandatory');
  }

  function stopPart(request: SeenRequest, judged: Judged): Answer | Promise<Answer> {
    const document = request.parentDocumentId ?? request.documentId ?? `${request.tabId} ${request.initiator}`;
    const stopped = o.once.once(document, judged.request.target.host, () => o.stopper.stop({ url: request.url, judged, userAct: false }));
    if (stopped === null) o.tooMany();
    else if (request.type === 'sub_frame') return stopped.then((facts): Answer => ({ do: 'redirect', url: o.framePage(facts) }));
    stopped?.catch(() => undefined);
    return cancel;
  }

  function decide(request: HeldRequest, target: Target): Answer | Promise<Answer> {
    const judged = o.ask(target, destinationOf(request.type), request.initiator ?? null);
    return judged instanceof Promise ? judged.then((known) => answerTo(request, known)) : answerTo(request, judged);
  }

  function answerTo(request: HeldRequest, judged: Judgement): Answer | Promise<Answer> {
    const isPage = request.type === 'main_frame';
    if (judged.kind === 'open') return pass;
    if (judged.kind === 'closed') return isPage ? showInstead(request, o.pages.notice('not-set-up', request.url), true) : cancel;
    const { effect } = judged.verdict;
    if (effect === 'block') return isPage ? stopPage(request, judged) : stopPart(request, judged);
    return effect === 'warn' ? answerToWarned(request, judged, isPage) : letThrough(request, judged, isPage);
  }

  async function answerToWarned(request: HeldRequest, judged: Judged, isPage: boolean): Promise<Answer> {
    if (await o.warnings.holds(judged)) {
      if (!isPage) return stopPart(request, judged);
      // What nobody sees warns nobody.
      return isUnseen(request) ? cancel : stopPage(request, judged);
    }
    if (isPage) await o.warnings.opens(judged);
    return letThrough(request, judged, isPage);
  }

  function letThrough(request: HeldRequest, judged: Judged, isPage: boolean): Answer | Promise<Answer> {
    const safer = isPage || request.type === 'sub_frame' ? saferAddress(request.url, judged) : null;
    if (safer !== null) return { do: 'redirect', url: safer };
    const noted = isPage && request.documentLifecycle !== 'prerender' ? o.visits.note(request.tabId, request.url, judged, 'request') : null;
    return noted === null ? pass : noted.then(() => pass);
  }

  /** The one place where a failure ends: the request does not go out. */
  function closedOnFailure(request: HeldRequest, decided: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
    const failed = (): Answer | Promise<Answer> =>
      request.type === 'main_frame' ? showInstead(request, o.pages.notice('trouble', request.url), true) : cancel;
    try {
      const answer = decided();
      return answer instanceof Promise ? answer.catch(failed) : answer;
    } catch {
      return failed();
    }
  }

  return (seen) => {
    const request: HeldRequest = { ...seen, mayBeStopped: o.floorMayStop() };
    // Our own calls to the school must not wait for what they fetch.
    if (request.initiator === o.ownOrigin && request.tabId < 0) return pass;
    const target = parseTarget(request.url);
    if (target === null) return /^(https?|wss?):/i.test(request.url) ? cancel : pass;
    if (o.isReady()) return closedOnFailure(request, () => decide(request, target));
    return o.ready.then(() => closedOnFailure(request, () => decide(request, target)));
  };
}

const isUnseen = ({ tabId, documentLifecycle }: SeenRequest): boolean =>
  tabId < 0 || (documentLifecycle !== undefined && documentLifecycle !== 'active');

function saferAddress(url: string, { verdict }: Judged): string | null {
  return verdict.obligations.includes('safe-search') ? withSafeSearch(url) : null;
}
