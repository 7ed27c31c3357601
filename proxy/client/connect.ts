// CONNECT (RFC 9110 §9.3.6): who asks, for which authority, and whether it is read, relayed unread, or refused.
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { presenceHost } from '#policies/contracts/extension-api.ts';
import { accessEventOf } from '#policies/engine/event-of.ts';
import type { Judge } from '#policies/engine/judge.ts';
import { asNameServer, isNameServerPort } from '#policies/engine/name-lookup.ts';
import { targetOfAuthority } from '#policies/engine/target.ts';
import type { AccessRequest } from '#policies/model/access-request.ts';
import type { Target } from '#policies/model/target.ts';
import type { TunnelVerdict } from '#policies/model/verdict.ts';
import type { OriginResponse } from '../exchange/exchange.ts';
import { unidentified } from '../exchange/identify.ts';
import type { IsSilent } from '../exchange/hold-silent.ts';
import { accessRequestOf, notSetUp } from '../exchange/judge.ts';
import { newReference } from '../exchange/new-reference.ts';
import type { Directory } from '../identity/directory.ts';
import type { Identity } from '../identity/identity.ts';
import { failureOfError } from '../origin/failure-of-error.ts';
import type { OriginFailure } from '../origin/origin-failure.ts';
import type { Answers } from '../pages/answers.ts';
import type { StandingConnections } from '../policy/standing-connections.ts';
import type { EventWriter } from '../record/event-writer.ts';
import type { TunnelEnds } from '../tls/tunnel-ends.ts';
import { addressOf } from './client-address.ts';

export interface ConnectOptions {
  readonly directory: Directory;
  readonly isSilent: IsSilent;
  readonly judge: () => Judge | null;
  readonly writer: EventWriter;
  readonly answers: Answers;
  readonly clock: () => number;
  readonly proxyId: string;
  readonly ends: Pick<TunnelEnds, 'prepare'>;
  readonly standing: StandingConnections;
  readonly connectTcp: (host: string, port: number) => Promise<Socket>;
  readonly count: (what: 'unidentified') => void;
}

/** What is to be done with the socket. */
export type Admission =
  | { readonly do: 'answer'; readonly answer: OriginResponse }
  | { readonly do: 'relay'; readonly origin: Socket; readonly host: string }
  | {
      readonly do: 'intercept';
      readonly target: Target;
      readonly authorization: string | null;
      /** Epoch milliseconds. */
      readonly openedAt: number;
      readonly address: string | null;
      /** Tells devices apart, as well as can be: the enrolled device, or else the address. */
      readonly device: string | null;
    };

/** Decides; rejects with faults of ours, which the caller answers with a refusal. */
export async function admit(options: ConnectOptions, request: IncomingMessage): Promise<Admission> {
  const { answers } = options;
  const at = options.clock();
  const target = dialled(request.url ?? '');
  if (target === null) return refuse(answers.problem(null, { status: 400, trouble: 'connect-without-name' }));
  const authorization = request.headers['proxy-authorization'] ?? null;
  const address = addressOf(request.socket);
  const identity = await options.directory.identify({ authorization, address, shownAt: at, at });
  if (typeof identity === 'string') {
    options.count('unidentified');
    return refuse(unidentified(answers, identity));
  }
  const judge = options.judge();
  if (judge === null) return refuse(notSetUp(answers, null));
  if (target.host === presenceHost) return refuse(answers.problem(null, { status: 403, trouble: 'own-name' }));

  const asked = { at, target, destination: 'other', initiator: null } as const;
  const { handling, verdict } = tunnelTo(judge, accessRequestOf(asked, identity.subject));
  if (handling === 'intercept') {
    // Before the 200, so that a name no certificate can carry is refused in words.
    options.ends.prepare(target.host);
    return { do: 'intercept', target, authorization, openedAt: at, address, device: identity.device ?? address };
  }

  // What is read inside a tunnel is held there, where the page can be shown.
  if (options.isSilent(identity, at)) return refuse(answers.problem(null, { status: 403, trouble: 'device-silent' }));
  const judgement = { judge, verdict, reference: newReference() };
  await options.writer.ready();
  const keep = (status: number): Promise<void> => record(options, { ...asked, judgement, identity, address, status });
  if (handling === 'refuse') {
    await keep(403);
    return refuse(answers.blocked(asked, judgement, identity));
  }
  if (target.port !== 443) {
    await keep(403);
    return refuse(answers.problem(null, { status: 403, trouble: 'unusual-port' }));
  }
  const reached = await reach(options, target);
  if (!(reached instanceof Socket)) {
    await keep(reached.status);
    return refuse(answers.failed(asked, reached));
  }
  try {
    await keep(200);
  } catch (error) {
    reached.destroy();
    throw error;
  }
  options.standing.watch(reached, () => {
    const now = options.clock();
    return options.judge()?.tunnel({ ...accessRequestOf(asked, identity.subject), at: now }).handling === 'tunnel';
  });
  return { do: 'relay', origin: reached, host: target.host };
}

/** A name server's port carries nothing that can be read here: stopped as a look-up of names, or refused as any odd port. */
function tunnelTo(judge: Judge, asked: AccessRequest): TunnelVerdict {
  if (!isNameServerPort(asked.target.port)) return judge.tunnel(asked);
  const verdict = judge.judge({ ...asked, target: asNameServer(asked.target) });
  return { handling: verdict.effect === 'block' ? 'refuse' : 'tunnel', verdict };
}

async function reach({ connectTcp }: ConnectOptions, target: Target): Promise<Socket | OriginFailure> {
  try {
    return await connectTcp(target.host, target.port);
  } catch (error) {
    const failure = failureOfError(error);
    if (failure === null) throw error;
    return failure;
  }
}

const refuse = (answer: OriginResponse): Admission => ({ do: 'answer', answer });

/** The authority that was dialled; only names and addresses that a certificate can carry (RFC 5280 §4.2.1.6). */
function dialled(authority: string): Target | null {
  if (!/^(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/.test(authority)) return null;
  return targetOfAuthority(authority, 'https');
}

interface Opened {
  readonly at: number;
  readonly target: Target;
  readonly destination: 'other';
  readonly initiator: null;
  readonly judgement: { readonly judge: Judge; readonly verdict: TunnelVerdict['verdict']; readonly reference: string };
  readonly identity: Identity;
  readonly address: string | null;
  readonly status: number;
}

/** The event of a tunnel that is not read: the target's path is null. */
async function record({ writer, proxyId }: ConnectOptions, opened: Opened): Promise<void> {
  const { judge, verdict, reference } = opened.judgement;
  if (verdict.obligations.includes('do-not-record')) return;
  const event = accessEventOf({
    id: reference,
    request: accessRequestOf(opened, opened.identity.subject),
    verdict,
    judge,
    enforcedBy: { point: 'proxy', id: proxyId },
    device: opened.identity.device,
    clientAddress: opened.address,
    userAct: null,
    flag: null,
    searchTerm: null,
    status: opened.status,
    bytes: null,
  });
  await writer.keep(event);
}
