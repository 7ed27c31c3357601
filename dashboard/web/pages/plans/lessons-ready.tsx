// Each lesson of a plan and whether it is ready: green, amber or red, with what is under way and how long it will take.
import { useState } from 'preact/hooks';
import type { LessonPlan, LessonReady } from '#policies/contracts/lesson-plan.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { counted, formatBytes } from '../../words/count-words.ts';
import { lessonParts, lessonWords } from '../../words/lesson-words.ts';
import { ReadyBadge } from '../../words/plan-words.tsx';
import { sameLesson } from './plan-draft.ts';
import type { Doing } from './doing.ts';

interface LessonsReadyProps {
  readonly plan: LessonPlan;
  readonly ready: readonly LessonReady[];
  readonly own: boolean;
  readonly doing: Doing;
}

const shown = 6;

export function LessonsReady({ plan, ready, own, doing }: LessonsReadyProps) {
  const { me, time } = useSignedIn();
  const [all, setAll] = useState(false);
  const today = time.today();
  const toCome = plan.lessons.filter(({ date }) => date >= today);
  const lessons = all ? plan.lessons : toCome.slice(0, shown);
  if (plan.lessons.length === 0) return <p class="quiet-text">No lesson is chosen yet.</p>;
  const reportOf = (lesson: LessonRef): LessonReady | null => ready.find((report) => sameLesson(report.lesson, lesson)) ?? null;
  const columns: Column<LessonRef>[] = [
    {
      head: 'Lesson',
      names: true,
      cell: (lesson) => {
        const { group, day, period } = lessonParts(lesson, me.school);
        return (
          <span class="two-lines">
            {group}, {day}
            <span class="quiet-text">{period}</span>
          </span>
        );
      },
    },
    { head: 'Ready', cell: (lesson) => <Ready report={reportOf(lesson)} /> },
    ...(own ? [{ head: 'Again', cell: (lesson: LessonRef) => <Again lesson={lesson} report={reportOf(lesson)} doing={doing} /> }] : []),
  ];
  return (
    <div class="stack small-gap">
      <DataTable
        caption="Lessons of the plan"
        columns={columns}
        rows={lessons}
        keyOf={({ group, date, period }) => `${group} ${date} ${period}`}
      />
      {lessons.length < plan.lessons.length && (
        <div class="actions">
          <Button kind="quiet" onPress={() => setAll(true)}>
            Show all {counted(plan.lessons.length, 'lesson')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Ready({ report }: { report: LessonReady | null }) {
  const running = report?.state === 'running' ? report : null;
  const done = running ? running.links.filter(({ state }) => state !== 'waiting' && state !== 'running').length : 0;
  return (
    <span class="two-lines">
      <span class="badges">
        <ReadyBadge state={report?.state ?? null} />
      </span>
      {running && (
        <>
          <progress max={running.links.length} value={done} aria-label="Sites that are done" />
          <span class="quiet-text" role="status">
            {done} of {counted(running.links.length, 'site')}
            {running.left !== null && `, about ${timeLeft(running.left)} left`}
          </span>
        </>
      )}
      {report && !running && <Fetched report={report} />}
      {report?.effect && <Effect effect={report.effect} />}
    </span>
  );
}

function timeLeft(ms: number): string {
  return ms < 60_000 ? counted(Math.max(1, Math.round(ms / 1000)), 'second') : counted(Math.round(ms / 60_000), 'minute');
}

function Fetched({ report }: { report: LessonReady }) {
  const { time } = useSignedIn();
  const sum = (of: (link: LessonReady['links'][number]) => number): number => report.links.reduce((total, link) => total + of(link), 0);
  return (
    <span class="quiet-text">
      {`${counted(
        sum(({ stored }) => stored),
        'object',
      )} kept, ${formatBytes(sum(({ bytes }) => bytes))}, ${time.relative(report.at)}`}
    </span>
  );
}

function Effect({ effect }: { effect: NonNullable<LessonReady['effect']> }) {
  const { answers, bytes, originRequests, sparedMs } = effect;
  return (
    <span class="quiet-text">
      {`In the lesson: ${counted(answers, 'answer')} from the school’s cache, ${formatBytes(bytes)} and ${timeLeft(sparedMs)} of waiting spared; the sites were asked ${counted(originRequests, 'time')}.`}
    </span>
  );
}

function Again({ lesson, report, doing }: { lesson: LessonRef; report: LessonReady | null; doing: Doing }) {
  const { me } = useSignedIn();
  const running = report?.state === 'running';
  return (
    <Button
      kind="quiet"
      onPress={() =>
        void doing(running ? 'prepare/cancel' : 'prepare', { lesson }, running ? 'Stopped.' : 'The pages of the lesson are being fetched.')
      }
    >
      {running ? 'Stop' : 'Fetch now'}
      <span class="out-of-sight"> {lessonWords(lesson, me.school)}</span>
    </Button>
  );
}
