import type { Heartbeat } from '#policies/contracts/extension-api.ts';
import type { Device, Person, SchoolStore } from '#store/school-store.ts';
import type { DemoPeople } from './demo-people.ts';
import type { Random } from './random.ts';

const minute = 60_000;
const day = 86_400_000;

/** How a demo device is; `new` has been enrolled and never been heard of since. */
type Condition = 'well' | 'behind' | 'troubled' | 'unguarded' | 'silent' | 'new';

/** Sixty devices in their conditions, by number. */
function conditionOf(number: number): Condition {
  if ([7, 23, 41].includes(number)) return 'behind';
  if ([12, 37, 52].includes(number)) return 'troubled';
  if (number === 33) return 'unguarded';
  if ([5, 18, 29, 44, 58].includes(number)) return 'silent';
  return number === 60 ? 'new' : 'well';
}

const troubles: readonly (readonly string[])[] = [['no-web-request-blocking'], ['storage-full'], ['clock-wrong', 'storage-full']];

/**
 * Laptops of pupils and staff, and a few that belong to nobody. Their tokens and secrets are hashes of nothing, so nobody
 * can speak for them.
 */
export function demoDevices({ pupils, staff }: DemoPeople, latestBundle: number, now: number, random: Random): Device[] {
  const owners: (Person | null)[] = [...staff.slice(0, 14), ...pupils.filter((_, index) => index % 4 === 1)].slice(0, 55);
  return Array.from({ length: 60 }, (_, index): Device => {
    const number = index + 1;
    const enrolledAt = now - random.whole(20, 60) * day;
    const condition = conditionOf(number);
    const beat = {
      version: '0.1.0',
      bundle: latestBundle,
      throughProxy: true,
      queued: 0,
      problems: [],
      at: now - random.whole(1, 9) * 1000,
    };
    const beats = {
      well: { ...beat, throughProxy: number % 19 !== 0, queued: number % 7 === 0 ? random.whole(1, 3) : 0 },
      behind: { ...beat, bundle: Math.max(0, latestBundle - 1), queued: random.whole(4, 40) },
      troubled: { ...beat, problems: [...random.pick(troubles)] },
      unguarded: { ...beat, at: now - 3 * minute },
      silent: { ...beat, at: now - random.whole(35, 9 * 24 * 60) * minute },
      new: null,
    };
    return {
      id: `device-${random.hex(16)}`,
      name: `LAPTOP-${String(number).padStart(2, '0')}`,
      install: random.hex(32),
      person: owners[index]?.id ?? null,
      tokenHash: random.hex(64),
      proxySecretHash: random.hex(64),
      enrolledAt,
      lastHeartbeat: beats[condition],
      heardAt: beats[condition]?.at ?? null,
      passedAt: condition === 'unguarded' ? now : (beats[condition]?.at ?? null),
    };
  });
}

/**
 * Lets the demo's devices be heard again, each in its condition: call it every ten seconds while a demo school is served,
 * or all sixty soon look silent. Devices that people enrolled meanwhile are left alone.
 */
export async function beatDemoDevices(school: SchoolStore, at: number): Promise<void> {
  const latest = await school.policies.latestBundleNumber();
  const passed = new Map<string, number>();
  for (const { id, name, lastHeartbeat } of await school.devices.list()) {
    const number = /^LAPTOP-(\d\d)$/.exec(name)?.[1];
    if (number === undefined || lastHeartbeat === null) continue;
    const condition = conditionOf(Number(number));
    if (condition === 'silent' || condition === 'new') continue;
    passed.set(id, at);
    if (condition === 'unguarded') {
      await school.devices.seen('heard', new Map([[id, at - 3 * minute]]));
      continue;
    }
    const { version, throughProxy, queued, problems } = lastHeartbeat;
    const beat: Heartbeat = { version, throughProxy, queued, problems, bundle: condition === 'behind' ? Math.max(0, latest - 1) : latest };
    await school.devices.heartbeat(id, beat, at);
  }
  await school.devices.seen('passed', passed);
}
