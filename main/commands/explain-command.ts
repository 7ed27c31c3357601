import { basename } from 'node:path';
import { createBundleShelf } from '#dashboard/server/policy/bundle-shelf.ts';
import { searchOf } from '#policies/engine/search.ts';
import type { Judge } from '#policies/engine/judge.ts';
import { formatTarget } from '#policies/engine/target.ts';
import { explanation } from '#policies/words/explanation.ts';
import { whoCanChange } from '#policies/words/who-can-change.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import type { PeopleStore } from '#store/school-store.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { explanationLines } from './explain-layout.ts';
import { questionOf } from './explain-question.ts';
import { tell, type Flags } from './flags.ts';
import { judgeOfFiles } from '../judging/judge-of-files.ts';
import { MaterialFolder } from '../materials/material-folder.ts';
import { withSchool } from './school-of.ts';

/** Columns where the output is no terminal. */
const usualWidth = 100;
const blocked = 2;

/** Asks the newest bundle of the school, or a policy in a file, and tells the verdict in words. Nothing is recorded. */
export async function explainAddress(url: string, flags: Flags): Promise<Outcome<void>> {
  if (flags.policy !== undefined) {
    const files = await judgeOfFiles(flags);
    return files.ok ? answer(url, flags, { judge: files.value.judge, people: null, file: basename(flags.policy) }) : files;
  }
  if (flags.lists !== undefined) return failed('--lists goes with --policy: the school’s own bundle holds its lists already.');
  return withSchool(flags, async (school, data) => {
    const latest = await createBundleShelf(new MaterialFolder(data.materials).asMaterials()).latest(school);
    if (latest === null) return failed('The school has no policy yet: run "npm start" once.');
    return answer(url, flags, { judge: latest.judge, people: school.people, file: null });
  });
}

interface Asking {
  readonly judge: Judge;
  readonly people: PeopleStore | null;
  readonly file: string | null;
}

async function answer(url: string, flags: Flags, { judge, people, file }: Asking): Promise<Outcome<void>> {
  const { policy } = judge;
  const question = await questionOf({ url, flags, policy, people, now: Date.now() });
  if (!question.ok) return question;
  const { target, subject, login, at, place, language } = question.value;
  const verdict = judge.judge({ subject, target, destination: 'document', initiator: null, at, place });
  const search = searchOf(target);
  const flag = search && judge.flag(search.term);
  const address = formatTarget(target);
  const groups = judge.groupsOf(subject);
  const told = explanation({ verdict, policy, file, address, who: { name: login, groups }, at, place, search, flag }, wordsOf(language));
  if (flags.json === true)
    tell(
      JSON.stringify(
        { address, groups, at, place, language, ...verdict, search, flag, whoCanChange: whoCanChange(verdict), ...told },
        null,
        2,
      ),
    );
  else for (const line of explanationLines(told, process.stdout.columns ?? usualWidth)) tell(line);
  if (verdict.effect === 'block') process.exitCode = blocked;
  return done(undefined);
}
