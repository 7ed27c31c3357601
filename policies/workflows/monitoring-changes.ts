// What differs in what two versions of a policy say of monitoring, one line a difference.
import type { Typing } from '../contracts/monitoring-policy.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { categoryById } from '../vocabulary/categories.ts';

type Monitored = Pick<PolicyDocument, 'monitoring'>;

const inherited = 'as for the group above';

export function monitoringChanges(before: Monitored, after: Monitored, groupName: (id: string) => string): string[] {
  const [was, is] = [linesOf(before, groupName), linesOf(after, groupName)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what) => {
    const [old = inherited, now = inherited] = [was.get(what), is.get(what)];
    return old === now ? [] : [`${what}: ${now} (was ${old}).`];
  });
}

function linesOf({ monitoring }: Monitored, groupName: (id: string) => string): Map<string, string> {
  const lines = new Map<string, string>();
  for (const [group, typing] of Object.entries(monitoring?.typing ?? {}))
    lines.set(`Typed words are read, ${groupName(group)}`, placesOf(typing));
  lines.set('Reports without a name', monitoring?.reports?.withoutName === true ? 'taken' : 'not taken');
  lines.set('Reports go to', monitoring?.reports?.people.join('; ') || 'nobody in particular');
  return lines;
}

function placesOf({ chats, categories = [], sites = [], everywhere }: Typing): string {
  if (everywhere === true) return 'on every page';
  const places = [
    ...(chats === true ? ['in AI chats'] : []),
    ...categories.map((category) => `on pages of “${categoryById(category)?.name ?? category}”`),
    ...sites.map((site) => `at ${site}`),
  ];
  return places.join(', ') || 'nowhere';
}
