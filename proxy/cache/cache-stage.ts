// The stage that answers from what is stored (RFC 9111): looks up, validates, collapses, stores while the body streams past.
import type { Exchange, OriginResponse } from '../exchange/exchange.ts';
import { discard } from '../exchange/discard.ts';
import type { Next, Stage } from '../exchange/stage.ts';
import { answerFrom } from './answer.ts';
import { requestDirectives } from './cache-control.ts';
import { withCacheStatus, type CacheStatus, type ForwardReason } from './cache-status.ts';
import { validatingRequest } from './conditions.ts';
import type { Entry } from './entry.ts';
import { describesStored, freshened } from './freshening.ts';
import { fieldValue, hasField } from './header-fields.ts';
import { Flights } from './flights.ts';
import { invalidated } from './invalidation.ts';
import { OriginTrouble } from './origin-trouble.ts';
import type { ResponseStore } from './response-store.ts';
import { mayStandIn, reuse } from './reuse.ts';
import { bypassReason } from './storable.ts';
import { DamagedBody } from './stored-body.ts';
import { freshnessLeft } from './stored-response.ts';
import { selects } from './vary.ts';

