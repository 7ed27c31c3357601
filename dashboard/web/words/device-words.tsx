import type * as z from 'zod';
import type { devicesSchema } from '#policies/contracts/dashboard-api.ts';
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
  troubled: { word: 'Troubled', tone: 'bad', icon: 'warn', means: 'Says itself that something does not work.' },
  silent: {
    word: 'Silent',
    tone: 'care',
    icon: 'wait',
    means: 'No heartbeat for 90 seconds: switched off, off the network, or the extension is gone.',
  },
  behind: { word: 'Behind', tone: 'note', icon: 'wait', means: 'Works with an older policy than the newest.' },
  well: { word: 'Well', tone: 'good', icon: 'allow', means: 'Heard from, and up to date.' },
};

/** Those that need a technician first. */
export const deviceStateOrder: readonly DeviceView['state'][] = ['troubled', 'silent', 'behind', 'well'];

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
};

/** A problem word that this version does not know is shown as it came. */
export function deviceProblem(word: string): string {
  return problems[word] ?? word.replaceAll('-', ' ');
}
