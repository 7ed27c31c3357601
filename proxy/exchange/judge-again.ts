// Stage: a WebSocket outlives its verdict, so it is judged again as long as it stands.
import type { Judge } from '#policies/engine/judge.ts';
import type { StandingConnections } from '../policy/standing-connections.ts';
import { accessRequestOf } from './judge.ts';
import { andThen } from './soon.ts';
import type { Stage } from './stage.ts';

export function judgeAgain(current: () => Judge | null, standing: StandingConnections, clock: () => number): Stage {
  return (exchange, next) => {
    const { identity, target, purpose } = exchange;
    // A visit is judged for another moment, and is over in a minute.
    if (identity === null || purpose !== 'client' || (target.scheme !== 'ws' && target.scheme !== 'wss')) return next(exchange);
    return andThen(next(exchange), (response) => {
      const now = (): boolean => current()?.judge({ ...accessRequestOf(exchange, identity.subject), at: clock() }).effect !== 'block';
      if (response.upgraded !== undefined) standing.watch(response.upgraded, now);
      return response;
    });
  };
}
