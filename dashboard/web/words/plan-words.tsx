// The words, shapes and colours of plans: what became of a site, whose answer is waited for, whether a lesson is ready.
import type { Answerer, LessonReady, LinkAnswer, PlanLink } from '#policies/contracts/lesson-plan.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

type Look = readonly [word: string, tone: Tone, icon: IconName];

const states: Readonly<Record<PlanLink['state'], Look>> = {
  draft: ['Not asked for yet', 'calm', 'wait'],
  waiting: ['Waits for an answer', 'care', 'wait'],
  approved: ['Opens in the lessons', 'good', 'allow'],
  'open-already': ['Open already', 'good', 'allow'],
  refused: ['Refused', 'bad', 'block'],
  appealed: ['Looked at again', 'care', 'wait'],
  'refused-mandatory': ['Cannot be opened', 'bad', 'block'],
};

export function LinkStateBadge({ state }: { state: PlanLink['state'] }) {
  return <LookBadge look={states[state]} />;
}

const ready: Readonly<Record<LessonReady['state'], Look>> = {
  waiting: ['Not fetched yet', 'calm', 'wait'],
  running: ['Being fetched', 'note', 'wait'],
  green: ['Ready', 'good', 'allow'],
  amber: ['Ready, with gaps', 'care', 'warn'],
  red: ['Not ready', 'bad', 'block'],
  cancelled: ['Stopped', 'calm', 'close'],
};

export function ReadyBadge({ state }: { state: LessonReady['state'] | null }) {
  return <LookBadge look={ready[state ?? 'waiting']} />;
}

function LookBadge({ look: [word, tone, icon] }: { look: Look }) {
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

export const answererWords: Readonly<Record<Answerer, string>> = {
  teacher: 'You open it yourself',
  committee: 'The committee answers',
  'safeguarding-lead': 'The safeguarding lead answers',
  nobody: 'Nobody can open it',
};

export const didWords: Readonly<Record<LinkAnswer['did'], string>> = {
  asked: 'asked',
  approved: 'approved',
  refused: 'refused',
  appealed: 'asked to look again',
  withdrawn: 'took it back',
  escalated: 'passed it on',
  chose: 'chose',
};
