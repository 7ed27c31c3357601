// Typed words, where the school's policy asks for them: flagged ones become a record with the few words around, and all
// others are forgotten at once.
import { LRUCache } from 'lru-cache';
import { accessEventOf } from '#policies/engine/event-of.ts';
import { isChatPage } from '#policies/engine/prompt.ts';
import { excerptOf } from '#policies/phrases/excerpt.ts';
import type { Typed, TypingPort } from '../chrome/typing-port.ts';
import { addressOf } from '../enforce/address.ts';
import type { Judged } from '../enforce/judgement.ts';
import type { AskFully } from '../enforce/video-owners.ts';
import type { Outbox } from '../events/outbox.ts';
import type { Presence } from '../identity/presence.ts';

export interface TypingReader {
  /** A frame shows an address: watches it where that is asked for. */
  shown(tabId: number, frameId: number, url: string): Promise<void>;
  /** Looks at everything that is open: the policy may be another. */
  rescan(): Promise<void>;
  /** Words that came from a watched frame; whether it is to be watched on. */
  typed(typed: Typed): Promise<boolean>;
}

export interface TypingReaderOptions {
  readonly ready: Promise<void>;
  readonly ask: AskFully;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly presence: Pick<Presence, 'throughProxy'>;
  readonly port: TypingPort;
  readonly newReference: () => string;
}

/** The same phrase in the same page within ten minutes is one thing that happened, however often a field is read. */
const sameWords = 600_000;

export function createTypingReader(o: TypingReaderOptions): TypingReader {
  const told = new LRUCache<string, true>({ max: 2_000, ttl: sameWords, updateAgeOnGet: true });

  /** The page to which words belong, where they are to be read. A frame without an address of its own is its page's. */
  async function readable(url: string, pageUrl: string): Promise<Judged | null> {
    const own = addressOf(url);
    const page = addressOf(pageUrl);
    const address = own.kind === 'site' ? own : page;
    if (address.kind !== 'site') return null;
    const judged = await o.ask(address.target, 'document', null);
    if (judged.kind !== 'judged' || !judged.judge.readsTyping(judged.request, judged.verdict)) return null;
    if (page.kind !== 'site' || page === address) return judged;
    const around = await o.ask(page.target, 'document', null);
    return around.kind === 'judged' && around.verdict.obligations.includes('do-not-record') ? null : judged;
  }

  async function record({ request, verdict, judge, device }: Judged, { text, tabId }: Typed): Promise<void> {
    const flag = judge.flag(text);
    if (flag === null) return;
    const key = `${tabId} ${request.target.host} ${flag.list} ${flag.phrase}`;
    if (told.get(key) === true) return;
    // What is sent to a chat by the school's network is read there.
    if (isChatPage(request.target) && (await o.presence.throughProxy())) return;
    if (told.has(key)) return;
    told.set(key, true);
    const excerpt = excerptOf(text, (part) => {
      const found = judge.flag(part);
      return found !== null && found.list === flag.list && found.line === flag.line;
    });
    const event = accessEventOf({
      id: o.newReference(),
      request,
      verdict,
      judge,
      enforcedBy: { point: 'extension', id: device },
      device,
      clientAddress: null,
      userAct: true,
      flag,
      searchTerm: excerpt,
      typed: true,
      status: null,
      bytes: null,
    });
    await o.outbox.add(event).catch((failure: unknown) => {
      told.delete(key);
      throw failure;
    });
  }

  async function shown(tabId: number, frameId: number, url: string, pageUrl: string): Promise<void> {
    await o.ready;
    if ((await readable(url, pageUrl)) !== null) await o.port.watch(tabId, frameId);
  }

  async function rescan(): Promise<void> {
    await o.ready;
    const frames = await o.port.frames();
    const pages = new Map(frames.flatMap(({ tabId, frameId, url }) => (frameId === 0 ? [[tabId, url] as const] : [])));
    await Promise.all(frames.map(({ tabId, frameId, url }) => shown(tabId, frameId, url, pages.get(tabId) ?? url)));
  }

  return {
    async shown(tabId, frameId, url) {
      if (addressOf(url).kind === 'site') return shown(tabId, frameId, url, url);
      const page = (await o.port.frames()).find((frame) => frame.tabId === tabId && frame.frameId === 0);
      return shown(tabId, frameId, url, page?.url ?? url);
    },
    rescan,
    async typed(typed) {
      await o.ready;
      const judged = await readable(typed.url, typed.pageUrl);
      if (judged === null) return false;
      await record(judged, typed);
      return true;
    },
  };
}
