// The way into the proxy for a browser of ours: a port on loopback that is there for one visit only, with a credential made for that
// visit. Whatever comes in by it is judged as a pupil of the class, with the visit's permits, and recorded as nobody. Another port than
// pupils' own, so that no worker but this one sees it and no permit can ever hold for a request from outside.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { presenceHost } from '#policies/contracts/extension-api.ts';
import type { Judge } from '#policies/engine/judge.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Logger } from 'pino';
import { admit, type ConnectOptions } from '../../client/connect.ts';
import { listen } from '../../client/listener.ts';
import type { Limits } from '../../client/limits.ts';
import { service } from '../../client/service.ts';
import type { Exchange, OriginResponse } from '../../exchange/exchange.ts';
import { hasField } from '../../exchange/fields.ts';
import { unidentified } from '../../exchange/identify.ts';
import { visitorOf } from '../../exchange/internal-exchange.ts';
import { andThen } from '../../exchange/soon.ts';
import type { Next } from '../../exchange/stage.ts';
import { answer, type Answers } from '../../pages/answers.ts';
import type { TunnelEnds } from '../../tls/tunnel-ends.ts';
import type { VisitOptions } from './visit.ts';
import type { VisitLedger } from './visit-ledger.ts';

export interface DoorParts {
  readonly exchangePipeline: Next;
  readonly judge: (permits?: readonly Rule[]) => Judge | null;
  readonly answers: Answers;
  readonly ends: TunnelEnds;
  readonly tunnels: Pick<ConnectOptions, 'proxyId' | 'connectTcp' | 'standing'>;
  readonly limits: Limits;
  readonly log: Logger;
}

export interface VisitDoor {
  readonly port: number;
  /** Of the Basic scheme. Ends with the door. */
  readonly credential: { readonly username: string; readonly password: string };
  close(): Promise<void>;
}

/** A page that is there for nothing but to show the credential once, before the visit begins. */
export const doorPage = `http://${presenceHost}/visit`;

/** What nobody waits for may take when the visit has ended, milliseconds. */
const closeTimeout = 200;

export async function openDoor(parts: DoorParts, visit: VisitOptions, ledger: VisitLedger): Promise<VisitDoor> {
  const { exchangePipeline, judge, answers, ends, tunnels, log } = parts;
  const { group, at, permits } = visit;
  const limits = { ...parts.limits, closeTimeout };
  const credential = { username: 'visit', password: randomBytes(32).toString('base64url') };
  const expected = Buffer.from(`Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}`);
  const isOurs = (shown: string | null): boolean => {
    const bytes = Buffer.from(shown ?? '');
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  };
  const identity = visitorOf(group);

  const visited: Next = (exchange) => {
    if (!isOurs(exchange.client.authorization)) return unidentified(answers, 'credentials-wanted', exchange);
    if (exchange.request.url === doorPage) return answer(200, 'ready\n', 'text/plain; charset=utf-8');
    // What a browser asks for on its own behalf is no part of the page, and the school has nothing to tell its maker.
    if (isBrowsersOwn(exchange)) return answer(404, '', 'text/plain; charset=utf-8');
    const judged: Exchange = { ...exchange, at, purpose: 'precache', permits, identity };
    const entry = ledger.begin(judged);
    if (entry === null) return answers.problem(exchange, { status: 503, trouble: 'filter-busy' });
    let response: ReturnType<Next>;
    try {
      response = exchangePipeline(judged);
    } catch (error) {
      entry.fault();
      throw error;
    }
    if (response instanceof Promise) response.catch(() => entry.fault());
    return andThen(response, (given): OriginResponse => entry.answered(given));
  };

  const clients = service({ exchangePipeline: visited, answers, clock: () => at, limits, log });
  const options: ConnectOptions = {
    ...tunnels,
    directory: { identify: ({ authorization }) => (isOurs(authorization) ? identity : 'credentials-wanted') },
    isSilent: () => false,
    judge: () => judge(permits),
    // A visit is nobody's browsing.
    writer: nobodysWriter,
    answers,
    clock: () => at,
    ends,
    count: () => undefined,
  };
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    service: clients,
    admit: (request) => admit(options, request),
    ends,
    // That this browser does not take a certificate says nothing about the programs on the school's devices.
    rejections: { accepted: () => undefined, rejected: () => undefined },
    limits,
    log,
  });
  return { port: listener.port, credential, close: () => listener.close() };
}

const nobodysWriter: ConnectOptions['writer'] = {
  ready: () => undefined,
  keep: () => undefined,
  keepLater: () => undefined,
  close: () => Promise.resolve(),
};

const makers = /(?:^|\.)(?:google|googleapis|gvt1|gstatic|google-analytics)\.com$/;

/** Its maker's names, asked for with no page behind it: updates, the time, its account. */
function isBrowsersOwn({ target, request, destination, destinationTold }: Exchange): boolean {
  if (target.host === presenceHost) return true;
  if (!makers.test(target.host) || hasField(request.headers, 'referer')) return false;
  const site = request.headers.find(([name]) => name.toLowerCase() === 'sec-fetch-site')?.[1] ?? 'none';
  return site === 'none' && !(destination === 'document' && (destinationTold || request.method === 'GET'));
}
