// Passwords at rest: scrypt (RFC 7914) in PHC string format, with the cost that OWASP's password storage guide names.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const cost = { ln: 15, r: 8, p: 3 };
const keyBytes = 32;
const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{16,86})\$([A-Za-z0-9+/]{22,86})$/;

const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

function derive(password: string, salt: Buffer, length: number, { ln, r, p }: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same letters typed on two keyboards can differ in code points; NFKC makes them one password (NIST SP 800-63B §5.1.1.2).
    scrypt(password.normalize('NFKC'), salt, length, { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, keyBytes, cost);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${bare(salt)}$${bare(key)}`;
}

/** Of no password. Verified for accounts that do not exist, so that their answer takes as long as that of those that do. */
export const hashOfNobody = `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${bare(randomBytes(16))}$${bare(randomBytes(keyBytes))}`;

/** False also for a string that is not one of ours, or asks for more work than we ever do. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, r, p, salt, key] = phc.exec(hash) ?? [];
  if (!ln || !r || !p || !salt || !key) return false;
  const asked = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (asked.ln < 1 || asked.ln > 17 || asked.r < 1 || asked.r > 16 || asked.p < 1 || asked.p > 8) return false;
  const expected = Buffer.from(key, 'base64');
  const derived = await derive(password, Buffer.from(salt, 'base64'), expected.length, asked);
  return timingSafeEqual(derived, expected);
}
