import type { Logger } from 'pino';
import { errorForLog } from '../record/error-for-log.ts';
import type { CertificateAuthority } from './authority.ts';

const minute = 60_000;

/** Takes up an authority that was added while the proxy runs; connections that stand are not touched. */
export function watchAuthority(authority: Pick<CertificateAuthority, 'refresh'>, log: Pick<Logger, 'warn'>): { close(): void } {
  const look = (): void =>
    void authority.refresh().catch((error: unknown) => log.warn(errorForLog(error), 'the certificate authority could not be read again'));
  const timer = setInterval(look, minute);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
