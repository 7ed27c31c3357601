import type * as z from 'zod';
import type { devicesSchema } from '#policies/contracts/dashboard-api.ts';
import { proxyTokenLife } from '#policies/contracts/proxy-token.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

export type DeviceView = z.infer<typeof devicesSchema>['devices'][number];

interface StateLook {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: IconName;
  readonly means: string;
}

export const deviceStates: Readonly<Record<DeviceView['state'], StateLook>> = {
  unguarded: {
    word: 'Unguarded',
    tone: 'bad',
    icon: 'block',
    means: 'Browses through the proxy while its extension is silent: somebody may have got rid of it.',
  },
  troubled: { word: 'Troubled', tone: 'bad', icon: 'warn', means: 'Says itself that something does not work.' },
  silent: {
    word: 'Silent',
    tone: 'care',
    icon: 'wait',
    means: 'Nothing heard for half a minute, and nothing seen: switched off, or away from school.',
  },
  behind: { word: 'Behind', tone: 'note', icon: 'wait', means: 'Works with an older policy than the newest.' },
  well: { word: 'Well', tone: 'good', icon: 'allow', means: 'Heard from, and up to date.' },
};

/** Those that need a technician first. */
export const deviceStateOrder: readonly DeviceView['state'][] = ['unguarded', 'troubled', 'silent', 'behind', 'well'];

export function DeviceStateBadge({ state }: { state: DeviceView['state'] }) {
  const { word, tone, icon } = deviceStates[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

const problems: Readonly<Record<string, string>> = {
  'no-web-request-blocking': 'Cannot stop pages: the extension was not installed by policy',
  'storage-full': 'Its storage is full; events may wait',
  'storage-failing': 'Its storage fails; events may wait',
  'bundle-refused': 'Was given a policy that is not signed by the school',
  'enrolment-refused': 'Its enrolment key is not the school’s any more',
  'event-refused': 'An event that the server did not want was set aside',
  'floor-refused': 'Chrome did not take the rules that hold while the extension is not running',
  'many-blocked-requests': 'A page asked for so many blocked sites that not each was recorded',
};

/** A problem word that this version does not know is shown as it came. */
export function deviceProblem(word: string): string {
  return problems[word] ?? word.replaceAll('-', ' ');
}

/** What a device that is not heard from can still open. */
export function stillReaches({ state, heardAt }: DeviceView, timeOf: (at: number) => string): string | null {
  if (state === 'unguarded')
    return `It opens what the proxy lets through, until about ${timeOf(heardAt + proxyTokenLife * 1000)}, when its pass ends.`;
  if (state === 'silent') return 'At school it opens nothing without the extension. Elsewhere nobody can see.';
  return null;
}
