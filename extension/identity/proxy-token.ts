// What this device shows the proxy: asked for from the school's server, kept until it ends, and renewed before it does.
import { z } from 'zod';
import type { ProxyTokenResponse } from '#policies/contracts/extension-api.ts';
import type { ServerAnswer } from '../server/server-answer.ts';
import type { Membership, MemoryShelf } from './membership.ts';

const keptSchema = z.object({ device: z.string(), of: z.string(), token: z.string(), from: z.number(), until: z.number() });
type Kept = z.infer<typeof keptSchema>;

export interface ProxyTokenOptions {
  readonly membership: () => Membership | null;
  readonly ask: (membership: Membership) => Promise<ServerAnswer<ProxyTokenResponse>>;
  readonly memory: MemoryShelf;
  /** Epoch milliseconds by the device's clock. */
  readonly clock: () => number;
}

export interface ProxyToken {
  /** The token in force; `null` when there is none and the server gives none. @param refused what the proxy did not believe just now */
  current(refused: string | null): Promise<{ device: string; token: string } | null>;
  /** Renews a token that is past its half. Never rejects. */
  keepFresh(): Promise<void>;
}

export function createProxyToken({ membership, ask, memory, clock }: ProxyTokenOptions): ProxyToken {
  let kept: Kept | null = null;
  let asking: Promise<Kept | null> | null = null;
  const loaded = memory.read('proxy-token').then(
    (known) => {
      const read = keptSchema.safeParse(known);
      if (read.success) kept ??= read.data;
    },
    () => undefined,
  );

  /** One that this enrolment was given and that has not ended. A clock that was put back makes none good again. */
  function good(of: Membership): Kept | null {
    const now = clock();
    return kept !== null && kept.device === of.device && kept.of === of.token && now >= kept.from && now < kept.until ? kept : null;
  }

  async function fetched(of: Membership): Promise<Kept | null> {
    const from = clock();
    const answer = await ask(of);
    if (!answer.ok) return null;
    kept = { device: of.device, of: of.token, token: answer.value.token, from, until: from + answer.value.goodFor };
    memory.write('proxy-token', kept).catch(() => undefined);
    return kept;
  }
  const renew = (of: Membership): Promise<Kept | null> => (asking ??= fetched(of).finally(() => (asking = null)));

  return {
    async current(refused) {
      await loaded;
      const of = membership();
      if (of === null) return null;
      const known = good(of);
      const shown = known !== null && known.token !== refused ? known : await renew(of);
      return shown === null ? null : { device: of.device, token: shown.token };
    },
    async keepFresh() {
      await loaded;
      const of = membership();
      if (of === null) return;
      const known = good(of);
      if (known === null || clock() - known.from >= (known.until - known.from) / 2) await renew(of).catch(() => undefined);
    },
  };
}
