// Whose a video is, as its site says, where a rule for a channel makes it matter. The browser asks for itself, because off the
// school's network nobody else does.
import { LRUCache } from 'lru-cache';
import { learnOwners } from '#policies/engine/video-owners.ts';
import type { Destination, Target } from '#policies/model/target.ts';
import type { Ask, Judged, Judgement } from './judgement.ts';

/** As `Ask`; a promise where the site of a video is asked first. */
export type AskFully = (target: Target, destination: Destination, initiator: string | null) => Judgement | Promise<Judgement>;

const mostRemembered = 1_000;

/** @param read the text at an address, or a rejection, within `patience` */
export function askWithOwners(ask: Ask, read: (url: string) => Promise<string>): AskFully {
  const learn = learnOwners(new LRUCache<string, Promise<readonly string[]>>({ max: mostRemembered }), read);
  const judgedWith = (judged: Judged, owners: readonly (readonly string[])[]): Judgement => {
    const request = { ...judged.request, owners };
    return { ...judged, kind: 'judged', request, verdict: judged.judge.judge(request) };
  };
  return (target, destination, initiator) => {
    const judged = ask(target, destination, initiator);
    if (judged.kind !== 'judged') return judged;
    const videos = judged.judge.ownersWanted(judged.request);
    if (videos === null) return judgedWith(judged, [[]]);
    return videos.length === 0 ? judged : learn(videos).then((owners) => judgedWith(judged, owners));
  };
}
