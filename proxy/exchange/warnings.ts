// What happens to a request whose verdict is `warn`: the page that warns, word that a part was left out, or through, for whoever has
// gone on from that page.
import { askingPage, warningRests, warningScope } from '#policies/engine/warning-scope.ts';
import type { Identity } from '../identity/identity.ts';
import type { Answers } from '../pages/answers.ts';
import type { Acceptances } from '../warnings/acceptances.ts';
import type { WarningTokens } from '../warnings/warning-token.ts';
import type { Exchange, Judgement, OriginResponse } from './exchange.ts';
import { accessRequestOf } from './judge.ts';

/** Where the page that warns sends its form: in the site's own origin, because from an https page browsers send no form to http. */
export const goOnPath = '/.well-known/schoolgate/go-on';

export interface Warnings {
  /** The answer to somebody who has not gone on; else why it is let through: `with-page` is a part that its page brings along. */
  answer(exchange: Exchange, judgement: Judgement, identity: Identity): OriginResponse | 'went-on' | 'with-page';
}

export interface WarningsOptions {
  readonly acceptances: Acceptances;
  readonly tokens: WarningTokens;
  readonly answers: Answers;
}

export function warnings({ acceptances, tokens, answers }: WarningsOptions): Warnings {
  return {
    answer(exchange, judgement, identity) {
      const { at, target, destination, request } = exchange;
      const who = whoAsks(exchange, identity);
      const scope = warningScope(judgement.verdict, target);
      if (acceptances.has(who, scope, at)) return 'went-on';
      if (destination === 'document') {
        const token = tokens.sign({ url: request.url, who, scope, until: at + warningRests });
        return answers.warned(exchange, judgement, identity, { by: 'form', action: goOnPath, token });
      }
      const page = askingPage(judgement.judge, accessRequestOf(exchange, identity.subject), judgement.verdict);
      if (page !== null && (page.open || acceptances.has(who, page.scope, at))) return 'with-page';
      return answers.warned(exchange, judgement, identity, isShown(exchange) ? { by: 'alone', url: request.url } : null);
    },
  };
}

/** Person and device. Where a device has no name its address stands for it: a room's machines may all be one subject. */
export const whoAsks = ({ client }: Exchange, { subject, device }: Identity): string =>
  JSON.stringify([subject.id, device ?? client.address]);

/** What a person may look at, if not as a page of its own. */
const isShown = ({ destination }: Exchange): boolean => destination === 'frame' || destination === 'other';
