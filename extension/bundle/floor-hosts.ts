// The floor: hosts that nobody may ever open. Chrome itself keeps them shut while the extension is not running.
import type { Bundle } from '#policies/contracts/bundle.ts';
import { categoryById } from '#policies/vocabulary/categories.ts';

/** Chrome holds far more in one rule; this bounds what every change of the rule costs. */
const most = 10_000;
const mandatoryAllow = 'helpline';

/** Whole hosts of the mandatory categories that block, sorted. */
export function floorHosts(bundle: Bundle): string[] {
  const shut = bundle.lists.filter((list) => list.category !== mandatoryAllow && categoryById(list.category)?.mandatory === true);
  const hosts = shut.flatMap((list) => list.entries.filter((entry) => entry[2] === undefined).map((entry) => entry[1]));
  return [...new Set(hosts)].sort().slice(0, most);
}
