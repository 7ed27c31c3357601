// Stage: a WebSocket outlives its verdict, so it is judged again as long as it stands.
import type { Judge } from '#policies/engine/judge.ts';
import type { StandingConnections } from '../policy/standing-connections.ts';
import { accessRequestOf } from './judge.ts';
import type { Stage } from './stage.ts';

export function judgeAgain(current: () => Judge | null, standing: StandingConnections, clock: () => number): Stage {
  return async (exchange, next) => {
    const response = await next(exchange);
    const { identity } = exchange;
    if (response.upgraded !== undefined && identity !== null) {
      const now = (): boolean => current()?.judge({ ...accessRequestOf(exchange, identity.subject), at: clock() }).effect !== 'block';
      standing.watch(response.upgraded, now);
    }
    return response;
  };
}
