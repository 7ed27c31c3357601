// The filtering proxy, put together.
import { randomBytes } from 'node:crypto';
import { createSightings } from '#store/sightings.ts';
import { presenceHost } from '#policies/contracts/extension-api.ts';
import { openHttpCache } from './cache/http-cache.ts';
import { admit } from './client/connect.ts';
import { defaultLimits } from './client/limits.ts';
import { listen } from './client/listener.ts';
import { service } from './client/service.ts';
import { files } from './exchange/files.ts';
import { forward } from './exchange/forward.ts';
import { guestDesk } from './exchange/guest-desk.ts';
import { defaultSilence, holdSilent, silentAfter } from './exchange/hold-silent.ts';
import { identify } from './exchange/identify.ts';
import { fetchThrough } from './exchange/internal-exchange.ts';
import { judge } from './exchange/judge.ts';
import { judgeAgain } from './exchange/judge-again.ts';
import { lateRecord } from './exchange/late-record.ts';
import { oblige } from './exchange/oblige.ts';
import { presence } from './exchange/presence.ts';
import { prompts } from './exchange/prompts.ts';
import { recentSearches } from './exchange/recent-searches.ts';
import { record } from './exchange/record.ts';
import { refuseLoops } from './exchange/refuse-loops.ts';
import { scan } from './exchange/scan.ts';
import { videoOwners } from './exchange/video-owners.ts';
import { videos } from './exchange/videos.ts';
import { warn } from './exchange/warn.ts';
import { warnings } from './exchange/warnings.ts';
import { hearWentOn } from './exchange/went-on.ts';
import { pipeline } from './exchange/stage.ts';
import { addressRanges } from './identity/address-ranges.ts';
import { directory } from './identity/directory.ts';
import { defaultLookupLimits, nameLookups } from './origin/name-lookups.ts';
import { originConnector } from './origin/connector.ts';
import { originClient } from './origin/origin-client.ts';
import { watchRevocationFiles } from './origin/revocation-files.ts';
import { answers } from './pages/answers.ts';
import { guestPages } from './pages/guest-pages.ts';
import { learnProposals } from './pass-through/learn-proposals.ts';
import { watchBundle } from './policy/bundle-watch.ts';
import { standingConnections } from './policy/standing-connections.ts';
import { startPrecacheRunner } from './precache/precache-runner.ts';
import type { VisitPage } from './precache/visit/visit.ts';
import { visitor } from './precache/visit/visitor.ts';
import type { ProxyOptions } from './proxy-options.ts';
import { errorForLog } from './record/error-for-log.ts';
import { eventWriter } from './record/event-writer.ts';
import { watchAuthority } from './tls/watch-authority.ts';
import { trustedRoots } from './tls/trust.ts';
import { acceptances as keptAcceptances } from './warnings/acceptances.ts';
import { warningTokens } from './warnings/warning-token.ts';
import { tunnelEnds } from './tls/tunnel-ends.ts';
import type { TunnelEnds } from './tls/tunnel-ends.ts';

export type { ProxyOptions } from './proxy-options.ts';

export interface RunningProxy {
  readonly port: number;
  /** Requests that were refused because nobody knew who asked, since the start. No event names them: there is no name. */
  unidentified(): number;
  /** TLS connections since the start on both sides, and how many of them took an earlier session up again. */
  tlsSessions(): { readonly clients: SessionCounts; readonly origins: SessionCounts };
  /** Opens a page as a pupil of a class would, to see what it needs and what is stopped. */
  readonly visit: VisitPage;
  /** Ends what is in flight within five seconds, saves every event, then resolves. */
  close(): Promise<void>;
}

type SessionCounts = ReturnType<TunnelEnds['counts']>;

const defaultCacheBytes = 2 * 1024 ** 3;
/** More requests to one origin wait for one another. */
const mostConnectionsPerOrigin = 2_000;
/** How often to look for lessons to prepare, milliseconds. */
const lessonPollMs = 1_000;

/** Starts the proxy. Rejects when the port or the cache folder cannot be had, a setting is wrong, or the policy's key is not a key. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const parts: Part[] = [];
  const close = async (): Promise<void> => {
    for (const part of parts.splice(0)) await part.close();
  };
  try {
    // What is opened last is closed first: the port before the pipeline, the events' writer at the very end.
    return { ...(await open(options, (part) => (parts.unshift(part), part))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Part {
  close(): Promise<void> | void;
}

async function open(options: ProxyOptions, opened: <T extends Part>(part: T) => T): Promise<Omit<RunningProxy, 'close'>> {
  const { authority, school, clock, log, id, siblings = null } = options;
  const given = { ...defaultLimits, ...options.limits };
  // Those of all clients together are shared out; those of one client are counted together.
  const limits = { ...given, exchanges: Math.ceil(given.exchanges / (siblings?.count ?? 1)) };
  let unidentified = 0;
  const count = (): void => void (unidentified += 1);

  const pages = answers({
    schoolName: school.school.name,
    dashboardUrl: options.dashboardUrl,
    schoolLanguages: () => policy.judge()?.policy.languages,
  });
  const { addresses = [] } = options;
  const sightings = opened(
    createSightings('passed', (problem) =>
      log.warn(errorForLog(problem), 'the store did not take which devices passed; it is asked again'),
    ),
  );
  const people = directory(school, addresses, sightings, clock);
  const guests = guestPages(school.school.name, () => policy.judge());
  const revoked = opened(await watchRevocationFiles(options.revocationLists ?? [], log));
  const connector = originConnector({
    roots: trustedRoots(authority.owned, options.extraRoots ?? []),
    ownCertificate: authority.certificateDer,
    ownAuthorities: () => authority.owned,
    connectTo: places(options),
    privateNetworks: options.privateNetworks ?? false,
    timeout: limits.connectTimeout,
    resolve: nameLookups({ ...defaultLookupLimits, atOnce: Math.max(8, Math.floor(defaultLookupLimits.atOnce / (siblings?.count ?? 1))) }),
    revoked: revoked.current,
  });
  opened(watchAuthority(authority, log));
  const ends = tunnelEnds(authority, limits.handshakeTimeout, siblings?.ticketSecret);
  const writer = opened(siblings?.events ?? eventWriter(school.events, log));
  const late = opened(lateRecord(writer, id));
  const { bundleKey, pollMs = 400 } = options;
  const materials = siblings?.materials ?? options.materials ?? (() => Promise.resolve(null));
  const policy = opened(await watchBundle({ school, bundleKey, materials, opened: siblings?.opened, pollMs, log }));
  const { cacheDir: dir, cacheBytes: maxBytes = defaultCacheBytes } = options;
  const cache = opened(await openHttpCache({ dir, maxBytes, clock, neighbours: siblings?.cache }));
  // Sooner than the client's own connection is given up, so that somebody is still there to be told.
  const timeouts = { headersTimeout: 0.8 * limits.idleTimeout, bodyTimeout: 0.8 * limits.idleTimeout };
  const origins = opened(
    originClient({ connector, ...timeouts, maxHeaderBytes: 2 * limits.headerBytes, connectionsPerOrigin: mostConnectionsPerOrigin }),
  );
  const judgeVideos = videoOwners(origins);
  const isSilent = silentAfter(options.holdSilentAfter === undefined ? defaultSilence : options.holdSilentAfter);
  const standing = opened(standingConnections(limits.rejudgeEvery));
  const workers = () => (siblings ? { up: siblings.up(), of: siblings.count } : null);

  const acceptances = keptAcceptances(siblings?.news);
  const tokens = warningTokens(siblings?.ticketSecret ?? randomBytes(32));
  const asks = warnings({ acceptances, tokens, answers: pages });

  // This line is the behaviour of the product.
  const exchangePipeline = pipeline([
    record(writer, id, recentSearches(siblings?.news)),
    refuseLoops(pages),
    guestDesk({
      rangeOf: addressRanges(addresses),
      vouchers: school.vouchers,
      audit: school.audit,
      pages: guests,
      others: siblings?.news,
    }),
    identify(people, pages, count),
    presence(id, () => policy.judge()?.bundle ?? 0, workers, hearWentOn(acceptances)),
    holdSilent(isSilent, new URL(options.dashboardUrl).hostname, pages),
    judge(policy.judge, judgeVideos, pages),
    warn({ warnings: asks, acceptances, tokens, answers: pages }),
    judgeAgain(policy.judge, standing, clock),
    videos(judgeVideos, pages),
    prompts(late),
    files(late, pages),
    scan(late, pages, asks),
    oblige(),
    cache.stage,
    forward(origins, pages),
  ]);

  const clients = service({ exchangePipeline, answers: pages, clock, limits, log, tally: siblings?.exchanges });
  const forTunnels = {
    directory: people,
    isSilent,
    judge: policy.judge,
    answers: pages,
    proxyId: id,
    connectTcp: connector.tcp,
    writer,
    clock,
    standing,
    ends,
    count,
  };
  const { host, port } = options;
  const file = siblings?.isFirst === false ? null : (options.proposalsFile ?? null);
  const rejections = opened(await learnProposals({ file, judge: policy.judge, clock, log, others: siblings?.news }));
  const listener = opened(
    await listen({
      host,
      port,
      service: clients,
      admit: (request) => admit(forTunnels, request),
      ends,
      rejections,
      limits,
      log,
      tally: siblings?.connections,
      portIsShared: siblings !== null,
    }),
  );
  const fetchThroughPipeline = fetchThrough(exchangePipeline);
  const visits = opened(
    visitor({
      fetch: fetchThroughPipeline,
      clock,
      browser: options.browser ?? null,
      log,
      certificate: () => authority.leaf([presenceHost]).cert,
      door: { exchangePipeline, judge: policy.judge, answers: pages, ends, tunnels: forTunnels, limits, log },
    }),
  );
  if (siblings?.isFirst !== false)
    opened(
      startPrecacheRunner({
        school,
        fetchThroughPipeline,
        visit: visits.visit,
        hasBrowser: () => visits.hasBrowser(),
        cache,
        clock,
        log,
        pollMs: lessonPollMs,
      }),
    );
  return {
    port: listener.port,
    visit: visits.visit,
    unidentified: () => unidentified,
    tlsSessions: () => ({ clients: ends.counts(), origins: connector.sessions.counts() }),
  };
}

/** The hosts override, and the school's own dashboard, which block pages link to. */
function places({ connectTo, dashboardUrl }: ProxyOptions): (host: string, port: number) => { host: string; port: number } | null {
  const dashboard = new URL(dashboardUrl);
  const dashboardHost = dashboard.hostname.replace(/^\[|\]$/g, '');
  const dashboardPort = Number(dashboard.port || (dashboard.protocol === 'https:' ? 443 : 80));
  return (host, port) => connectTo?.(host, port) ?? (host === dashboardHost && port === dashboardPort ? { host, port } : null);
}
