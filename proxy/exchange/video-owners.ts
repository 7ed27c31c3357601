// Whose a video is, as its site says: asked once for everybody, where a rule for a channel makes it matter.
import { addAbortSignal } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { Judge } from '#policies/engine/judge.ts';
import { learnOwners, longestAnswer, patience } from '#policies/engine/video-owners.ts';
import type { AccessRequest } from '#policies/model/access-request.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import type { OriginClient } from '../origin/origin-client.ts';
import { decodedBody } from './decoded-body.ts';
import type { Header } from './exchange.ts';
import type { Soon } from './soon.ts';
import { wholeOf } from './whole-body.ts';

/** The verdict, after the owners of the videos that are asked for were learnt where they decide. */
export type JudgeVideos = (judge: Judge, asked: AccessRequest) => Soon<Verdict>;

const mostRemembered = 50_000;
/** Questions at a time, so that a flood of made-up videos opens no more connections. */
const mostAtOnce = 16;
/** Nobody's cookies; the one says that nothing is consented to, or YouTube answers with a question instead of the page. */
const ownFields: readonly Header[] = [
  ['accept-encoding', 'gzip, br'],
  ['accept-language', 'en'],
  ['cookie', 'SOCS=CAI'],
  ['user-agent', 'Mozilla/5.0 (compatible; Schoolgate)'],
];

export function videoOwners(client: OriginClient): JudgeVideos {
  let asking = 0;
  const learn = learnOwners(new LRUCache<string, Promise<readonly string[]>>({ max: mostRemembered }), (url) => {
    if (asking >= mostAtOnce) return Promise.reject(new Error('too many questions about videos'));
    asking += 1;
    return textAt(client, url).finally(() => (asking -= 1));
  });
  return (judge, asked) => {
    const videos = judge.ownersWanted(asked);
    if (videos === null) return judge.judge({ ...asked, owners: [[]] });
    return videos.length === 0 ? judge.judge(asked) : learn(videos).then((owners) => judge.judge({ ...asked, owners }));
  };
}

async function textAt(client: OriginClient, url: string): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  const request = { method: 'GET', url, headers: ownFields, variant: '', body: null };
  const { status, headers, body } = await client.send(request, { signal, inform: () => {}, upgrade: null });
  if (body === null) return '';
  const bytes = body instanceof Uint8Array ? body : await wholeOf(addAbortSignal(signal, body), longestAnswer);
  if (status !== 200 || bytes === null) return '';
  return new TextDecoder().decode(await decodedBody(headers, bytes, longestAnswer));
}
