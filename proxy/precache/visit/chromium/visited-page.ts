// The one page of a visiting browser, driven over the DevTools protocol.
import { z } from 'zod';
import { presenceHost } from '#policies/contracts/extension-api.ts';
import { userAgent } from './chromium-process.ts';
import type { DevTools } from './devtools-pipe.ts';
import type { FoundChromium } from './find-chromium.ts';
import type { Picture } from '../visit.ts';

export interface VisitedPage {
  /** Goes to an address; resolves when the browser has it, or an error page in its place. Gives the browser's own word for that. */
  open(url: string): Promise<string | null>;
  /** Resolves when the page says that it has loaded. */
  loaded(): Promise<void>;
  /** Goes slowly to the end of the page, so that what is loaded late is loaded, and back. */
  scroll(): Promise<void>;
  /** Address, title and mark-up as they are now. */
  look(): Promise<{ readonly url: string; readonly html: string }>;
  picture(mostBytes: number): Promise<Picture | null>;
  /** What the browser asked for and how that ended, by its own word, for what never reaches the proxy. */
  asked(): readonly Asked[];
}

export interface Asked {
  readonly url: string;
  readonly type: string;
  /** Address of the document or script that asked. */
  readonly from: string | null;
  /** It is the page itself, or a step that led to it. */
  readonly isPage: boolean;
  status: number | null;
  /** The browser's own word for what went wrong. */
  error: string | null;
}

const viewport = { width: 1280, height: 800 } as const;
/** More of a page's mark-up is not looked at. */
const mostMarkUp = 2_000_000;
const mostAsked = 10_000;

const targetsSchema = z.object({ targetInfos: z.array(z.object({ targetId: z.string(), type: z.string() })) });
const sessionSchema = z.object({ sessionId: z.string() });
const navigatedSchema = z.object({ errorText: z.string().optional() });
const worldSchema = z.object({ executionContextId: z.number() });
const frameSchema = z.object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) });
const valueSchema = z.object({ result: z.object({ value: z.unknown().optional() }) });
const shotSchema = z.object({ data: z.string() });
const pausedSchema = z.object({ requestId: z.string() });
const challengeSchema = z.object({ requestId: z.string(), authChallenge: z.object({ source: z.string().optional(), origin: z.string() }) });
const requestSchema = z.object({
  requestId: z.string(),
  documentURL: z.string(),
  type: z.string().default('Other'),
  frameId: z.string().optional(),
  request: z.object({ url: z.string() }),
  redirectResponse: z.object({ status: z.number() }).optional(),
  initiator: z.object({ url: z.string().optional() }).optional(),
});
const answeredSchema = z.object({ requestId: z.string(), response: z.object({ status: z.number() }) });
const failedSchema = z.object({ requestId: z.string(), errorText: z.string(), blockedReason: z.string().optional() });

/** Shows the credential at `doorPage`, so that the browser brings it by itself from then on. Rejects when the browser will not do. */
export async function visitedPage(
  devtools: DevTools,
  chromium: FoundChromium,
  door: { readonly page: string; readonly port: number; readonly credential: { readonly username: string; readonly password: string } },
): Promise<VisitedPage> {
  const { targetInfos } = targetsSchema.parse(await devtools.send('Target.getTargets'));
  const target = targetInfos.find(({ type }) => type === 'page');
  if (target === undefined) throw new Error('the browser has no page');
  const { sessionId } = sessionSchema.parse(await devtools.send('Target.attachToTarget', { targetId: target.targetId, flatten: true }));
  const send = (method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
    devtools.send(method, params, sessionId);
  const quietly = (method: string, params: Readonly<Record<string, unknown>>): void => void send(method, params).catch(() => undefined);

  const asked = new AskedBook(target.targetId);
  let shown = false;
  let onLoad: () => void = () => undefined;
  devtools.onEvent((event) => {
    if (event.sessionId !== sessionId) return;
    switch (event.method) {
      case 'Fetch.requestPaused':
        return quietly('Fetch.continueRequest', pausedSchema.parse(event.params));
      case 'Fetch.authRequired': {
        const { requestId, authChallenge } = challengeSchema.parse(event.params);
        // A policy of this machine may send the browser to another proxy, which must not be shown what opens our door.
        const isDoor = authChallenge.source === 'Proxy' && authChallenge.origin === `http://127.0.0.1:${door.port}`;
        const authChallengeResponse =
          isDoor && !shown ? { response: 'ProvideCredentials', ...door.credential } : { response: 'CancelAuth' };
        shown = true;
        return quietly('Fetch.continueWithAuth', { requestId, authChallengeResponse });
      }
      case 'Page.loadEventFired':
        return onLoad();
      case 'Inspector.targetCrashed':
        return devtools.end();
      case 'Page.javascriptDialogOpening':
        return quietly('Page.handleJavaScriptDialog', { accept: false });
      default:
        return asked.note(event.method, event.params);
    }
  });

  await devtools.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  await send('Page.enable');
  await send('Inspector.enable');
  await send('Fetch.enable', { handleAuthRequests: true, patterns: [{ urlPattern: door.page }] });
  const greeted = navigatedSchema.parse(await send('Page.navigate', { url: door.page }));
  if (greeted.errorText !== undefined) throw new Error(`the browser does not find its way through the proxy (${greeted.errorText})`);
  await send('Fetch.disable');
  await send('Network.enable', { maxTotalBufferSize: 1, maxResourceBufferSize: 1, maxPostDataSize: 0 });
  await send('Network.setUserAgentOverride', { userAgent: userAgent(chromium), userAgentMetadata: brands(chromium) });
  await send('Emulation.setDeviceMetricsOverride', { ...viewport, deviceScaleFactor: 1, mobile: false });

  /** In a world of its own: the page's scripts cannot reach what is asked here. */
  const evaluate = async (expression: string): Promise<unknown> => {
    const { frameTree } = frameSchema.parse(await send('Page.getFrameTree'));
    const { executionContextId } = worldSchema.parse(await send('Page.createIsolatedWorld', { frameId: frameTree.frame.id }));
    const answer = await send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    return valueSchema.parse(answer).result.value;
  };

  return {
    asked: () => asked.all,
    async open(url) {
      return navigatedSchema.parse(await send('Page.navigate', { url })).errorText ?? null;
    },
    loaded: () => new Promise((done) => (onLoad = done)),
    async scroll() {
      await evaluate(scrolling);
    },
    async look() {
      const seen = z.tuple([z.string(), z.string()]).parse(await evaluate(looking));
      return { url: seen[0], html: seen[1] };
    },
    async picture(mostBytes) {
      for (const quality of [75, 50, 25, 5]) {
        const { data } = shotSchema.parse(await send('Page.captureScreenshot', { format: 'webp', quality }));
        const bytes = Buffer.from(data, 'base64');
        if (bytes.length <= mostBytes) return { type: 'image/webp', ...viewport, bytes };
      }
      return null;
    },
  };
}

class AskedBook {
  readonly all: Asked[] = [];
  /** Each step of a redirect has the id of the first, so the last of an id is meant. */
  readonly #last = new Map<string, Asked>();
  readonly #pageFrame: string;

  /** @param pageFrame the frame that the page itself is in; it has the id of its target */
  constructor(pageFrame: string) {
    this.#pageFrame = pageFrame;
  }

  note(method: string, params: unknown): void {
    if (method === 'Network.requestWillBeSent') this.#begin(requestSchema.parse(params));
    else if (method === 'Network.responseReceived') {
      const { requestId, response } = answeredSchema.parse(params);
      const one = this.#last.get(requestId);
      if (one !== undefined) one.status = response.status;
    } else if (method === 'Network.loadingFailed') {
      const { requestId, errorText, blockedReason } = failedSchema.parse(params);
      const one = this.#last.get(requestId);
      if (one !== undefined) one.error = blockedReason ?? errorText;
    }
  }

  #begin({ requestId, request, documentURL, type, initiator, frameId, redirectResponse }: z.infer<typeof requestSchema>): void {
    const before = this.#last.get(requestId);
    if (before !== undefined) before.status ??= redirectResponse?.status ?? null;
    if (!/^https?:/i.test(request.url) || isDoors(request.url) || this.all.length >= mostAsked) return;
    const isPage = type === 'Document' && frameId === this.#pageFrame;
    const from = initiator?.url ?? (documentURL === request.url ? null : documentURL);
    const one: Asked = { url: withoutFragment(request.url), type, from, isPage, status: null, error: null };
    this.#last.set(requestId, one);
    this.all.push(one);
  }
}

const isDoors = (url: string): boolean => URL.parse(url)?.hostname === presenceHost;

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');

/** As a Chrome says it, without the mode that it runs in. */
const brands = ({ major, version }: FoundChromium) => ({
  brands: [
    { brand: 'Chromium', version: String(major) },
    { brand: 'Google Chrome', version: String(major) },
    { brand: 'Not)A;Brand', version: '24' },
  ],
  fullVersion: version,
  platform: 'Linux',
  platformVersion: '',
  architecture: 'x86',
  model: '',
  mobile: false,
});

/** A screen at a time, at most twenty and two seconds, then to the beginning again. */
const scrolling = `(async () => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = Date.now() + 2000;
  for (let screen = 1; screen <= 20 && Date.now() < until; screen++) {
    scrollTo({ top: screen * innerHeight, behavior: 'instant' });
    await pause(50);
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 1) break;
  }
  scrollTo({ top: 0, behavior: 'instant' });
  await pause(50);
})()`;
const looking = `[location.href, document.documentElement?.outerHTML.slice(0, ${mostMarkUp}) ?? '']`;
