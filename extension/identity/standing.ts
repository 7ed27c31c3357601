// What this browser stands on: whose device it is and which policy is in force. Everything that judges asks here.
import { signedBundleSchema, type SignedBundle } from '#policies/contracts/bundle.ts';
import { HoldingsShelf, type HoldingsSource } from '#policies/bundle/holdings-shelf.ts';
import { openBundle } from '#policies/bundle/signed-bundle.ts';
import type { FloorAsker } from '#policies/dnr/policy-steps.ts';
import { toDnr, type Floor, type FloorOptions } from '#policies/dnr/to-dnr.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import type { Subject } from '#policies/model/subject.ts';
import { createVerifier } from '../bundle/verify.ts';
import { type Membership, membershipSchema, type MemoryShelf } from './membership.ts';

/** Enough to judge with. */
export interface Enforcing {
  readonly membership: Membership;
  readonly judge: Judge;
  /** What Chrome itself is to keep shut, for somebody at some time. */
  readonly floor: (asker: FloorAsker, options: Omit<FloorOptions, 'holdings'>) => Floor;
}
type Policy = Pick<Enforcing, 'judge' | 'floor'>;

export interface Standing {
  /** Resolves when what the disk knows has been read, whatever that was; never rejects. */
  readonly ready: Promise<void>;
  isLoaded(): boolean;
  membership(): Membership | null;
  /** `null` while there is no policy: everything stays closed then. */
  enforcing(): Enforcing | null;
  /** Becomes (or stays) a device; a bundle of another school or another key is dropped. */
  join(membership: Membership): Promise<void>;
  /** The person may have moved to another class. */
  reassign(subject: Subject): Promise<void>;
  /** Takes a newer bundle into force if it is signed, ours and newer; keeps it for the next start. */
  take(signed: SignedBundle): Promise<boolean>;
}

/** Knows no materials: a bundle that stands on some is not taken. */
const noMaterials: HoldingsSource = { bytesOf: () => Promise.resolve(null), listKey: () => Promise.resolve(null) };

/** @param materials where to have what a bundle stands on, for the device that `asking` gives */
export function createStanding(
  memory: MemoryShelf,
  changed: () => void,
  materials: (asking: () => Membership | null) => HoldingsSource = () => noMaterials,
): Standing {
  /** Also while a kept bundle is opened, before there is a membership in force. */
  let asking: Membership | null = null;
  const shelf = new HoldingsShelf(materials(() => asking));
  let membership: Membership | null = null;
  let policy: Policy | null = null;
  let loaded = false;

  async function open(signed: SignedBundle, of: Membership, newerThan: number): Promise<Policy | null> {
    const opened = await openBundle(signed, { school: of.school.id, newerThan }, createVerifier(of.bundleKey));
    if (!opened.ok) return null;
    asking = of;
    const holdings = await shelf.open(opened.bundle.materials ?? []);
    if ('problem' in holdings) return null;
    return {
      judge: createJudge(opened.bundle, holdings),
      floor: (asker, options) => toDnr(opened.bundle, asker, { ...options, holdings }),
    };
  }

  /** What cannot be kept still holds until the browser ends; the shelf reports its failures itself. */
  const keep = (name: 'membership' | 'bundle', value: unknown): Promise<void> => memory.write(name, value).catch(() => undefined);

  async function load(): Promise<void> {
    const known = membershipSchema.safeParse(await memory.read('membership'));
    if (!known.success) return;
    const signed = signedBundleSchema.safeParse(await memory.read('bundle'));
    policy = signed.success ? await open(signed.data, known.data, 0) : null;
    membership = known.data;
  }

  return {
    ready: load()
      .catch(() => undefined)
      .then(() => void (loaded = true)),
    isLoaded: () => loaded,
    membership: () => membership,
    enforcing: () => (membership === null || policy === null ? null : { membership, ...policy }),
    async join(next) {
      if (policy !== null && (next.school.id !== policy.judge.school || next.bundleKey !== membership?.bundleKey)) policy = null;
      membership = next;
      await keep('membership', next);
      changed();
    },
    async reassign(subject) {
      if (membership === null || JSON.stringify(subject) === JSON.stringify(membership.subject)) return;
      membership = { ...membership, subject: { id: subject.id, groups: [...subject.groups] } };
      await keep('membership', membership);
      changed();
    },
    async take(signed) {
      if (membership === null) return false;
      const next = await open(signed, membership, policy?.judge.bundle ?? 0);
      if (next === null) return false;
      policy = next;
      await keep('bundle', signed);
      changed();
      return true;
    },
  };
}
