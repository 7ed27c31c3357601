import type { Account } from '#store/school-store.ts';
import { networkOf } from '../http/client-network.ts';
import { busy, Problem, tooMany } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { hashOfNobody, verifyPassword } from './password-hash.ts';

const wrong = new Problem(401, 'Not signed in', 'The e-mail address or the passphrase is not right.');

/** The account that e-mail address and password belong to. Whether the account exists shows neither in the answer nor in its time. */
export async function byPassword(
  services: Services,
  tried: { readonly email: string; readonly password: string },
  address: string,
  at: number,
): Promise<Account | Problem> {
  const email = tried.email.trim().toLowerCase();
  const key = `${email} ${networkOf(address)}`;
  const wait = services.lockOut.begin(key, at);
  if (wait > 0) return tooMany(`After too many wrong tries this waits. Try again in ${Math.ceil(wait / 60_000)} minutes.`, wait);
  const account = await services.store.accountByEmail(email);
  const hash = account && !account.disabled ? account.passwordHash : null;
  const right = await services.hashing(() => verifyPassword(tried.password, hash ?? hashOfNobody));
  if (right === 'busy') return busy;
  if (account && hash !== null && right) {
    services.lockOut.succeeded(key);
    return account;
  }
  if (account) recordLater(services, account, at);
  return wrong;
}

/** After the answer has gone, so that a wrong password for a real account takes no longer than one for nobody. */
function recordLater({ store, log }: Services, account: Account, at: number): void {
  const record = async (): Promise<void> =>
    store.forSchool(account.school).audit.add({ at, by: 'system', did: 'refused-sign-in', to: `account:${account.id}`, detail: null });
  setTimeout(() => void record().catch(() => log.error('a refused sign-in could not be recorded')), 50).unref();
}
