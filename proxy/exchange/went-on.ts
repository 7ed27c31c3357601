// What the extension tells of warnings that it has shown: whoever went on in the browser is not asked a second time on the network.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { wentOnKeyText, wentOnText } from '#policies/contracts/extension-api.ts';
import { warningRests } from '#policies/engine/warning-scope.ts';
import type { Identity } from '../identity/identity.ts';
import { answer } from '../pages/answers.ts';
import type { Acceptances } from '../warnings/acceptances.ts';
import type { Exchange, OriginResponse } from './exchange.ts';
import { sentForm } from './sent-form.ts';
import { whoAsks } from './warnings.ts';

export type HearWentOn = (exchange: Exchange) => Promise<OriginResponse>;

/** A rule's id and a site's name. */
const longestForm = 1_000;
/** The clocks of browser and proxy may differ by this much, milliseconds. */
const skew = 60_000;

export function hearWentOn(acceptances: Acceptances): HearWentOn {
  return async (exchange) => {
    const { identity, request, at } = exchange;
    const form = request.method === 'POST' ? await sentForm(exchange, longestForm) : new URLSearchParams();
    const [scope, until] = [form.get('scope') ?? '', Number(form.get('until') ?? Number.NaN)];
    const rests = until - at;
    const believed =
      identity !== null && rests > 0 && rests <= warningRests + skew && isProved(identity, scope, until, form.get('proof') ?? '');
    if (!believed) return answer(403, 'Not believed.\n', 'text/plain; charset=utf-8');
    acceptances.accept(whoAsks(exchange, identity), scope, at, rests);
    return answer(200, 'Heard.\n', 'text/plain; charset=utf-8');
  };
}

function isProved({ secretHash, subject }: Identity, scope: string, until: number, proof: string): boolean {
  if (secretHash === null) return false;
  const key = createHash('sha256')
    .update(wentOnKeyText(Buffer.from(secretHash).toString('hex')))
    .digest();
  const own = createHmac('sha256', key)
    .update(wentOnText(subject.id, scope, until))
    .digest();
  const given = Buffer.from(proof, 'base64url');
  return given.length === own.length && timingSafeEqual(given, own);
}
