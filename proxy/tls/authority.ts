// The school's own certificate authority: the one that leaves are made with, and the next one, which devices learn to trust
// before it is used.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readAuthorities, removeAuthority, writeFirstAuthority } from './authority-files.ts';
import type { StoredAuthority } from './authority-files.ts';
import { leafIssuer } from './leaf-issuer.ts';
import type { KeyPair } from './leaf-issuer.ts';

export interface CertificateAuthority {
  /** The one in use now. */
  readonly certificatePem: string;
  readonly certificateDer: Uint8Array;
  /** SHA-256 of the certificate, `AA:BB:…`. */
  readonly fingerprint: string;
  /** File that devices are given to trust. */
  readonly certificateFile: string;
  /** PEM certificates that devices should trust: the one in use and, until it takes over, the next. */
  readonly published: readonly string[];
  /** PEM certificates of ours, none of which may ever be accepted from an origin. */
  readonly owned: readonly string[];
  /** The one that takes over, and when (epoch milliseconds), or `null`. */
  readonly next: { readonly certificatePem: string; readonly from: number } | null;
  /** A certificate for DNS names and IP addresses, at most 45 days long. Throws when a name cannot be in a certificate. */
  leaf(names: readonly string[]): KeyPair;
  /** Looks for an authority that was added since. Rejects as `openAuthority` does; what was known stays. */
  refresh(): Promise<void>;
}

/** For a day after another took over, the key of the old one is kept: a clock that was wrong can still be put right. */
const keptAfter = 86_400_000;

/** Opens the authority of a folder, making it at the first start. Throws an `Error` whose message says what to do. */
export async function openAuthority(dir: string): Promise<CertificateAuthority> {
  let opened = await openAll(dir);
  const inUse = (): Opened => activeOf(opened, Date.now());
  await removeOld(opened, inUse());
  const later = (): Opened[] => opened.filter(({ stored }) => stored.from > Math.max(inUse().stored.from, Date.now()));
  return {
    get certificatePem() {
      return inUse().stored.pair.cert;
    },
    get certificateDer() {
      return inUse().certificate.raw;
    },
    get fingerprint() {
      return inUse().fingerprint;
    },
    get certificateFile() {
      return inUse().stored.certificateFile;
    },
    get published() {
      return [inUse(), ...later()].map(({ stored }) => stored.pair.cert);
    },
    get owned() {
      return opened.map(({ stored }) => stored.pair.cert);
    },
    get next() {
      const [next] = later();
      return next === undefined ? null : { certificatePem: next.stored.pair.cert, from: next.stored.from };
    },
    leaf: (names) => inUse().leaf(names),
    async refresh() {
      const known = new Map(opened.map((each) => [each.fingerprint, each]));
      // What is known already keeps its leaf key.
      opened = (await openAll(dir)).map((each) => known.get(each.fingerprint) ?? each);
    },
  };
}

interface Opened {
  readonly stored: StoredAuthority;
  readonly certificate: X509Certificate;
  readonly fingerprint: string;
  readonly leaf: ReturnType<typeof leafIssuer>;
}

/** The latest that has begun; before any has, the first there is. */
function activeOf(all: readonly Opened[], now: number): Opened {
  const active = all.findLast(({ stored }) => stored.from <= now) ?? all[0];
  if (active === undefined) throw new Error('there is no certificate authority');
  return active;
}

async function openAll(dir: string): Promise<Opened[]> {
  let stored = await readAuthorities(dir);
  if (stored.length === 0) {
    // The ASN.1 library is slow to load, and needed once.
    const { newAuthority } = await import('./new-authority.ts');
    await writeFirstAuthority(dir, await newAuthority());
    stored = await readAuthorities(dir);
  }
  const opened = stored.map((each) => {
    const certificate = new X509Certificate(each.pair.cert);
    if (!certificate.checkPrivateKey(createPrivateKey(each.pair.key))) {
      throw new Error(
        `The key in ${each.keyFile} does not belong to the certificate in ${each.certificateFile}. Restore both from one backup.`,
      );
    }
    return { stored: each, certificate, fingerprint: certificate.fingerprint256, leaf: leafIssuer(each.pair) };
  });
  const active = activeOf(opened, Date.now());
  if (Date.parse(active.certificate.validTo) <= Date.now()) {
    throw new Error(
      `The certificate authority in ${active.stored.certificateFile} has expired. Move both files away to make a new one, and install its certificate on the devices.`,
    );
  }
  return opened;
}

async function removeOld(opened: readonly Opened[], active: Opened): Promise<void> {
  if (active.stored.from > Date.now() - keptAfter) return;
  for (const { stored } of opened) if (stored.from < active.stored.from) await removeAuthority(stored);
}
