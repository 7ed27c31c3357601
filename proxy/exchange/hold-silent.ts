// Stage: a device whose extension has not been heard of for longer than the school allows is held at a page that says so.
import { proxyTokenLife } from '#policies/contracts/proxy-token.ts';
import type { Identity } from '../identity/identity.ts';
import type { Answers } from '../pages/answers.ts';
import type { Stage } from './stage.ts';

/**
 * Milliseconds. Chrome shows the pass that it was last given until that ends; a connection that was opened with it would outlive
 * both it and the extension.
 */
export const defaultSilence = proxyTokenLife * 1000 + 60_000;

/** Whether an identity is a device that has been silent for too long. */
export type IsSilent = (identity: Identity | null, at: number) => boolean;

/** @param longest milliseconds of silence that are allowed; `null`: any */
export function silentAfter(longest: number | null): IsSilent {
  return (identity, at) => {
    const heardAt = identity?.heardAt ?? null;
    return longest !== null && heardAt !== null && at - heardAt > longest;
  };
}

/** @param dashboardHost is never held, so that the extension can report and people can ask for help */
export function holdSilent(isSilent: IsSilent, dashboardHost: string, answers: Answers): Stage {
  return (exchange, next) => {
    const held = isSilent(exchange.identity, exchange.at) && exchange.target.host !== dashboardHost;
    return held ? answers.problem(exchange, { status: 403, trouble: 'device-silent' }) : next(exchange);
  };
}
