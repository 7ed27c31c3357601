import { ListIntake, type IntakeOptions } from '#policies/lists/list-intake.ts';
import type { ListSink } from '#policies/lists/list-sink.ts';
import type { SourceReport } from '#policies/lists/source-report.ts';
import { done, type Outcome } from '../outcome.ts';
import type { SourceLimits } from './source-limits.ts';
import { walkSource } from './walk-source.ts';

/** Reads a source (file, archive, folder) into a sink. Only a source that cannot be read at all fails; lines are counted. */
export async function readSource(
  path: string,
  options: IntakeOptions,
  sink: ListSink,
  limits?: SourceLimits,
): Promise<Outcome<SourceReport>> {
  const intake = new ListIntake(options, sink);
  const walked = await walkSource(path, intake, limits);
  return walked.ok ? done(intake.report) : walked;
}

/** A sink for whoever only wants the report. */
export const nowhere: ListSink = { list: () => 0, add: () => undefined };
