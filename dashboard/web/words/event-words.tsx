// The words, shapes and colours that events, effects and severities have on every page.
import type { EventKind } from '#policies/contracts/access-event.ts';
import type { Effect } from '#policies/model/effect.ts';
import type { Severity } from '#policies/model/severity.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

interface Look {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

export const kindLooks: Readonly<Record<EventKind, Look>> = {
  blocked: { word: 'Blocked', tone: 'bad', icon: 'block' },
  warned: { word: 'Warned', tone: 'care', icon: 'warn' },
  flagged: { word: 'Flagged', tone: 'note', icon: 'flag' },
  ordinary: { word: 'Ordinary', tone: 'calm', icon: 'ordinary' },
};

export const effectLooks: Readonly<Record<Effect, Look>> = {
  allow: { word: 'Allowed', tone: 'good', icon: 'allow' },
  warn: { word: 'Warned', tone: 'care', icon: 'warn' },
  block: { word: 'Blocked', tone: 'bad', icon: 'block' },
};

const severityLooks: Readonly<Record<Severity, Look & { readonly soon: string }>> = {
  urgent: { word: 'Urgent', soon: 'look now', tone: 'urgent', icon: 'flag' },
  high: { word: 'High', soon: 'within the hour', tone: 'bad', icon: 'flag' },
  medium: { word: 'Medium', soon: 'today', tone: 'care', icon: 'flag' },
  low: { word: 'Low', soon: 'weekly review', tone: 'calm', icon: 'flag' },
};

function LookBadge({ look }: { look: Look }) {
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {look.word}
    </Badge>
  );
}

/** @param wentOn somebody went on after the warning, as against being shown it */
export function KindBadge({ kind, wentOn = false }: { kind: EventKind; wentOn?: boolean | undefined }) {
  const look = kindLooks[kind];
  return <LookBadge look={wentOn ? { ...look, word: `${look.word}, went on` } : look} />;
}

export function EffectBadge({ effect }: { effect: Effect }) {
  return <LookBadge look={effectLooks[effect]} />;
}

/** With `soon` it also says how soon a person must look. */
export function SeverityBadge({ severity, soon = false }: { severity: Severity; soon?: boolean }) {
  const look = severityLooks[severity];
  return <LookBadge look={soon ? { ...look, word: `${look.word}: ${look.soon}` } : look} />;
}

/** Most pressing first. */
export const severityOrder: readonly Severity[] = ['urgent', 'high', 'medium', 'low'];
