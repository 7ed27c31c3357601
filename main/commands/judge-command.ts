// `schoolgate judge`: very many questions at once, a line of JSON each, answered in their order.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { totalsOf } from '#policies/lists/source-report.ts';
import { AnswerTexts, inAscii } from '../judging/answer-text.ts';
import { refusal } from '../judging/bulk-answer.ts';
import { BulkQuestions } from '../judging/bulk-question.ts';
import { judgeOfFiles } from '../judging/judge-of-files.ts';
import { done, failed, type Outcome } from '../outcome.ts';

export interface JudgeFlags {
  readonly policy?: string;
  readonly lists?: string;
  /** Questions; the standard input where it is left out. */
  readonly in?: string;
}

/** Characters of answers that are written at once. */
const piece = 1 << 16;
/** A longer line is no question. */
const longestLine = 1 << 20;

export async function judgeInBulk(flags: JudgeFlags): Promise<Outcome<void>> {
  const files = await judgeOfFiles(flags);
  if (!files.ok) return files;
  const { judge, report } = files.value;
  if (report !== null) {
    const { entries, refused } = totalsOf(report);
    process.stderr.write(`${report.files.length} files of lists with ${entries} entries; ${refused} lines refused.\n`);
    for (const { path, reason } of report.skipped) process.stderr.write(`${path}: ${reason}\n`);
  }
  const questions = new BulkQuestions(judge.policy, Date.now());
  const answers = new AnswerTexts(judge);
  const answer = (line: string): string => {
    const question = line.length > longestLine ? { id: null, problem: 'The line is too long.' } : questions.read(line);
    return 'problem' in question ? inAscii(JSON.stringify(refusal(question))) : answers.textOf(question);
  };
  try {
    await throughLines(flags.in === undefined ? process.stdin : createReadStream(flags.in), process.stdout, answer);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
      return failed(`The file ${flags.in} cannot be read: check its name, and that this user may read it.`);
    // Nobody reads the answers any more.
    if (code !== 'EPIPE') throw error;
  }
  return done(undefined);
}

/** Answers every line that is not empty, in order, as fast as they are taken. Answers are ASCII. */
async function throughLines(input: Readable, output: Writable, answer: (line: string) => string): Promise<void> {
  input.setEncoding('utf8');
  let rest = '';
  let answers = '';
  const write = async (): Promise<void> => {
    if (answers === '') return;
    const taken = output.write(answers, 'latin1');
    answers = '';
    if (!taken) await once(output, 'drain');
  };
  const take = (line: string): void => {
    if (line.trim() !== '') answers += `${answer(line)}\n`;
  };
  for await (const chunk of input) {
    const text = rest + String(chunk);
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      take(text.slice(from, end));
      from = end + 1;
      if (answers.length >= piece) await write();
    }
    // Of a line without an end only so much is kept as shows that it is too long.
    rest = text.slice(from, from + longestLine + 1);
  }
  take(rest);
  await write();
}
