// A school whose only part that runs is the proxy: real store, real signed bundles, real sockets, an outside world on loopback.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { compileBundle } from '#policies/bundle/compile.ts';
import { signBundle } from '#policies/bundle/signed-bundle.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { CategoryList } from '#policies/contracts/bundle.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { proxyTokenClaims, signProxyToken, type ProxyTokenClaims } from '#policies/contracts/proxy-token.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { startProxy } from '#proxy/proxy-server.ts';
import type { ProxyOptions, RunningProxy } from '#proxy/proxy-server.ts';
import { openAuthority } from '#proxy/tls/authority.ts';
import type { CertificateAuthority } from '#proxy/tls/authority.ts';
import { proxyTokenSecret, type Device, type Person, type SchoolStore } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield, mia, msOkafor, tom } from '../../support/cast.ts';
import { openOriginSite } from '../../support/origin-site.ts';
import type { OriginSite } from '../../support/origin-site.ts';
import { createTestAuthority } from '../../support/test-authority.ts';
import type { TestAuthority } from '../../support/test-authority.ts';
import { sha256 } from './sha256.ts';

const host = (category: string, ...hosts: string[]): CategoryList => ({
  id: category,
  name: `Test list of ${category}`,
  category,
  entries: hosts.map((name, index) => [index + 1, name]),
});
const lists = [
  host('games', 'games.test'),
  host('illegal', 'illegal.test'),
  host('helpline', 'helpline.test'),
  host('gambling', 'gambling.test'),
];
const phraseLists: PhraseList[] = [
  {
    id: 'self-harm',
    name: 'Self-harm',
    category: 'self-harm',
    entries: [
      [1, 'high', 'how to hurt myself'],
      [2, 'high', 'sut i frifo fy hun'],
    ],
  },
];

export const testPolicy: PolicyDocument = {
  ...starterPolicy,
  groups: [
    ...starterPolicy.groups,
    { id: '8b', name: '8B', kind: 'class', parent: 'year-8' },
    { id: '8c', name: '8C', kind: 'class', parent: 'year-8' },
  ],
  passThrough: ['bank.test'],
};

export interface ProxiedSchool {
  readonly dir: string;
  readonly school: SchoolStore;
  readonly authority: CertificateAuthority;
  readonly originAuthority: TestAuthority;
  readonly outside: OriginSite;
  readonly proxy: RunningProxy;
  /** `Proxy-Authorization` of a device of the person's; `null`: a device that belongs to nobody. */
  deviceOf(person: Person | null): Promise<string>;
  publish(policy: PolicyDocument): Promise<number>;
  /** Every event in the store, oldest first. */
  events(): Promise<AccessEvent[]>;
  now(): number;
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

export interface ProxiedSchoolOptions {
  /** Published before the proxy starts; `null`: none. */
  readonly policy?: PolicyDocument | null;
  /** The store as the proxy sees it. */
  readonly storeForProxy?: (school: SchoolStore) => SchoolStore;
  readonly proxy?: Partial<ProxyOptions>;
  readonly log?: ProxyOptions['log'];
}

/** Wednesday 25 November 2026, 10:00 in London, when somebody is at school. */
const morning = Date.parse('2026-11-25T10:00:00Z');

export async function openProxiedSchool(options: ProxiedSchoolOptions = {}): Promise<ProxiedSchool> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-proxy-'));
  let offset = morning - Date.now();
  const clock = (): number => Date.now() + offset;
  const store = await openSqlite(join(dir, 'store.sqlite'));
  await store.createSchool(greenfield);
  const school = store.forSchool(greenfield.id);
  await school.people.save([mia, tom, msOkafor]);
  await school.secrets.set(proxyTokenSecret, tokenKey);
  const keys = generateKeyPairSync('ed25519');
  let number = 0;
  async function publish(policy: PolicyDocument): Promise<number> {
    number += 1;
    const compiled = compileBundle({ school: greenfield.id, number, madeAt: clock(), policy, lists, phraseLists });
    if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
    await school.policies.saveBundle(
      await signBundle(compiled.bundle, (bytes) => Promise.resolve(sign(null, bytes, keys.privateKey))),
      clock(),
    );
    return number;
  }
  const policy = options.policy === undefined ? testPolicy : options.policy;
  if (policy !== null) await publish(policy);

  const originAuthority = await createTestAuthority();
  const outside = await openOriginSite(originAuthority);
  const authority = await openAuthority(join(dir, 'authority'));
  const proxy = await startProxy({
    host: '127.0.0.1',
    port: 0,
    authority,
    school: options.storeForProxy?.(school) ?? school,
    clock,
    cacheDir: join(dir, 'cache'),
    dashboardUrl: 'https://dashboard.greenfield.test',
    bundleKey: keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    id: 'proxy-1',
    log: options.log ?? pino({ level: 'silent' }),
    extraRoots: [originAuthority.root],
    connectTo: outside.connectTo,
    pollMs: 50,
    // There is no extension here that could be heard of while a test lets hours pass.
    holdSilentAfter: null,
    ...options.proxy,
  });
  let devices = 0;
  return {
    dir,
    school,
    authority,
    originAuthority,
    outside,
    proxy,
    publish,
    async deviceOf(person) {
      devices += 1;
      const secret = `secret-${devices}-${person?.id}`;
      await school.devices.save(deviceFor(`device-${devices}`, person, secret, clock()));
      // Good for a year: tests that turn the clock are about other things.
      return tokenOf(`device-${devices}`, secret, person?.id ?? null, clock(), { exp: clock() / 1000 + 31_536_000 });
    },
    async events() {
      // The longest that an ordinary event waits for its batch; then until nothing more comes.
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (let before = -1; ;) {
        const { events } = await school.events.find({ limit: 200 });
        if (events.length === before) return events.toReversed();
        before = events.length;
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    },
    now: clock,
    pass: (milliseconds) => void (offset += milliseconds),
    async close() {
      await proxy.close();
      await outside.switchOff();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export const basic = (device: string, secret: string): string => `Basic ${Buffer.from(`${device}:${secret}`).toString('base64')}`;

const tokenKey = 'key-of-the-school';

/** What the extension of a device shows. @param change what is otherwise in the token than the dashboard would say */
export function tokenOf(
  device: string,
  secret: string,
  person: string | null,
  at: number,
  change: Partial<ProxyTokenClaims> = {},
  school = tokenKey,
): string {
  const claims = { ...proxyTokenClaims(greenfield.id, device, person, at), ...change };
  const keys = { school, secretHash: sha256(secret) };
  return basic(
    device,
    signProxyToken(claims, keys, (key, text) => createHmac('sha256', key).update(text).digest()),
  );
}

function deviceFor(id: string, person: Person | null, secret: string, enrolledAt: number): Device {
  return {
    id,
    name: id,
    install: `install-${id}`,
    person: person?.id ?? null,
    tokenHash: sha256(`token-${id}`),
    proxySecretHash: sha256(secret),
    enrolledAt,
    lastHeartbeat: null,
    heardAt: null,
    passedAt: null,
  };
}
