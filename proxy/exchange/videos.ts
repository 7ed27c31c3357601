// Stage: where a rule names a video, the question of a video site's player is judged as the page of the video that it asks for.
// What cannot be read is refused: it could be a video that is stopped.
import { Readable } from 'node:stream';
import { asksForVideo, longestQuestion, videosAskedFor } from '#policies/engine/player-question.ts';
import { uploadOf } from '../client/upload.ts';
import type { Identity } from '../identity/identity.ts';
import type { Answers } from '../pages/answers.ts';
import { decodedBody } from './decoded-body.ts';
import type { Exchange, Judgement, OriginResponse } from './exchange.ts';
import { accessRequestOf } from './judge.ts';
import type { Next, Stage } from './stage.ts';
import type { JudgeVideos } from './video-owners.ts';
import { wholeOf } from './whole-body.ts';

export function videos(judged: JudgeVideos, answers: Answers): Stage {
  return (exchange, next) => {
    const { judgement, identity, request, target } = exchange;
    const { body } = request;
    if (judgement === null || identity === null || body === null || !asksForVideo(target)) return next(exchange);
    if (!judgement.judge.policy.rules.some(({ match }) => match.kind === 'video' || match.kind === 'channel')) return next(exchange);
    return judgedByBody(exchange, judgement, identity, body, next);
  };

  async function judgedByBody(
    exchange: Exchange,
    judgement: Judgement,
    identity: Identity,
    body: () => Readable,
    next: Next,
  ): Promise<OriginResponse> {
    const { judge } = judgement;
    const { request, target } = exchange;
    const bytes = await wholeOf(uploadOf(body()), longestQuestion);
    const pages = bytes && videosAskedFor(target, await decodedBody(request.headers, bytes, longestQuestion));
    if (bytes === null || pages === null) return answers.problem(exchange, { status: 400, trouble: 'request-unreadable' });
    const asked = accessRequestOf(exchange, identity.subject);
    const verdicts = await Promise.all(pages.map(async (page) => judged(judge, { ...asked, target: page })));
    const verdict = verdicts.find(({ effect }) => effect === 'block');
    if (verdict !== undefined) {
      exchange.page = { verdict, flag: null };
      return answers.blocked(exchange, { ...judgement, verdict }, identity);
    }
    const onward: Exchange = { ...exchange, request: { ...request, body: () => Readable.from([bytes]) } };
    const response = await next(onward);
    // What stages behind this one found out is read before it.
    [exchange.search, exchange.page] = [onward.search, onward.page];
    return response;
  }
}
