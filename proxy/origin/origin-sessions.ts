// TLS sessions with origins that may be taken up again (RFC 8446 §2.2): a connection without a certificate to send and verify.
import { LRUCache } from 'lru-cache';

export interface OriginSessions {
  find(key: string): Buffer | undefined;
  keep(key: string, session: Buffer): void;
  forget(key: string): void;
  /** Counts a connection. */
  count(resumed: boolean): void;
  /** Connections since the start, and how many of them took a session up again. */
  counts(): { readonly connections: number; readonly resumed: number };
}

const mostBytes = 16 * 1024 ** 2;
/** So that what was withdrawn or has expired since is noticed within the hour. */
const longest = 3_600_000;

export function originSessions(): OriginSessions {
  const sessions = new LRUCache<string, Buffer>({
    maxSize: mostBytes,
    sizeCalculation: ({ length }, { length: name }) => length + name + 1,
    ttl: longest,
  });
  let connections = 0;
  let resumed = 0;
  return {
    find: (key) => sessions.get(key),
    // An hour from the handshake in which the certificate was seen, however often it is renewed since.
    keep: (key, session) => void sessions.set(key, session, { ttl: sessions.getRemainingTTL(key) || longest }),
    forget: (key) => void sessions.delete(key),
    count(again) {
      connections += 1;
      if (again) resumed += 1;
    },
    counts: () => ({ connections, resumed }),
  };
}
