// The gate and the guard with everything behind them that needs no browser.
import { createJudgement, type Judged } from '#extension/enforce/judgement.ts';
import { blockPageInput } from '#extension/enforce/block-page-input.ts';
import { createOwnPages } from '#extension/enforce/own-pages.ts';
import { createRequestGate } from '#extension/enforce/request-gate.ts';
import { createStopper } from '#extension/enforce/stopper.ts';
import { createTabGuard, type TabGuard } from '#extension/enforce/tab-guard.ts';
import { createWarnings, type Warnings } from '#extension/enforce/warnings.ts';
import { createOncePerDocument } from '#extension/events/once-per-document.ts';
import { createOutbox } from '#extension/events/outbox.ts';
import { createVisits } from '#extension/events/visits.ts';
import type { TellProxy } from '#extension/identity/tell-proxy.ts';
import type { Standing } from '#extension/identity/standing.ts';
import type { Answer, SeenRequest } from '#extension/chrome/requests-port.ts';
import type { OpenTab } from '#extension/chrome/tabs-port.ts';
import type { BlockFacts } from '#extension/enforce/block-facts.ts';
import type { SessionPort } from '#extension/chrome/session-port.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { referenceFrom } from '#policies/engine/reference.ts';
import { memoryShelves, type MemoryShelves } from './memory-shelves.ts';
import { now } from './school.ts';

export const ownOrigin = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';

export interface Gate {
  readonly ask: (request: Partial<SeenRequest> & { url: string }) => Answer | Promise<Answer>;
  readonly guard: TabGuard;
  readonly warnings: Warnings;
  /** What the proxy was told of warnings, in order. */
  readonly toldProxy: Parameters<TellProxy>[];
  /** What holds for a page. */
  readonly judged: (url: string) => Judged;
  readonly shelves: MemoryShelves;
  /** Where tabs were sent, in order. */
  readonly shown: { tab: number; url: string }[];
  readonly open: OpenTab[];
  readonly forgotten: string[];
  readonly trouble: { tooMany: number };
}

export function openGate(
  standing: Standing,
  options: {
    throughProxy?: boolean;
    ready?: Promise<void>;
    pause?: (ms: number) => Promise<void>;
    readerLanguages?: readonly string[];
    floorMayStop?: () => boolean;
    clock?: () => number;
    session?: SessionPort;
  } = {},
): Gate {
  const shelves = memoryShelves();
  const shown: { tab: number; url: string }[] = [];
  const open: OpenTab[] = [];
  const forgotten: string[] = [];
  const trouble = { tooMany: 0 };
  const tabs = { list: async () => open, show: async (tab: number, url: string) => void shown.push({ tab, url }) };
  const outbox = createOutbox({
    shelf: shelves.events,
    send: async () => ({ ok: false, problem: 'unreachable' }),
    refused: () => undefined,
  });
  const newReference = () => referenceFrom(crypto.getRandomValues(new Uint8Array(8)));
  const through = options.throughProxy ?? false;
  const visits = createVisits({
    presence: { throughProxy: async () => through, place: () => 'on-site' as const, forget: () => undefined },
    outbox,
    newReference,
  });
  const ask = createJudgement({
    standing,
    serverOrigins: () => ['https://schoolgate.greenfield.test'],
    clock: options.clock ?? (() => now),
  });
  const toldProxy: Gate['toldProxy'] = [];
  const warnings = createWarnings(options.session ?? memorySession(), async (...said) => void toldProxy.push(said));
  const pages = createOwnPages((path) => `${ownOrigin}/${path}`);
  const stopper = createStopper({
    outbox,
    facts: shelves.facts,
    newReference,
    pageInput: (judged, reference) =>
      blockPageInput(
        judged,
        reference,
        { serverUrl: 'https://schoolgate.greenfield.test', school: { id: 'greenfield', name: 'Greenfield School' } },
        options.readerLanguages ?? ['en-GB', 'en'],
      ),
  });
  let isReady = options.ready === undefined;
  const ready = (options.ready ?? Promise.resolve()).then(() => void (isReady = true));
  const gate = createRequestGate({
    ready,
    isReady: () => isReady,
    ask,
    stopper,
    visits,
    warnings,
    tabs,
    pages,
    framePage: (facts) => `data:text/html,${facts.reference}`,
    once: createOncePerDocument<Promise<BlockFacts>>(),
    ownOrigin,
    floorMayStop: options.floorMayStop ?? (() => false),
    tooMany: () => (trouble.tooMany += 1),
  });
  return {
    warnings,
    toldProxy,
    judged: (url) => {
      const target = parseTarget(url);
      const judged = target && ask(target, 'document', null);
      if (judged?.kind !== 'judged') throw new Error(`${url} is not judged.`);
      return judged;
    },
    ask: (request) => gate({ requestId: '1', type: 'main_frame', tabId: 7, frameId: 0, documentLifecycle: 'active', ...request }),
    guard: createTabGuard({
      ready,
      ask,
      stopper,
      visits,
      warnings,
      tabs,
      pages,
      forgetOfflineCopy: async (origin) => void forgotten.push(origin),
      pause: options.pause ?? (async () => undefined),
    }),
    shelves,
    shown,
    open,
    forgotten,
    trouble,
  };
}

/** What the browser keeps while it runs. */
export function memorySession(): SessionPort {
  const kept = new Map<string, unknown>();
  return {
    read: async (name) => structuredClone(kept.get(name)),
    write: async (name, value) => void kept.set(name, structuredClone(value)),
  };
}
