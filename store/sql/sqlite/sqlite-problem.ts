import { StoreProblem } from '../../store-problem.ts';

/** An SQLite or file-system error code (https://www.sqlite.org/rescode.html, errno(3)) as one sentence for a technician. */
export function storeProblem(file: string, code: string | undefined, message: string): Error {
  if (code === undefined) return new Error(message);
  const cause = new Error(`${code}: ${message}`);
  const problem = (kind: StoreProblem['kind'], sentence: string): StoreProblem => new StoreProblem(kind, sentence, cause);
  if (code === 'SQLITE_NOTADB') return notOurs(file, cause);
  if (code.startsWith('SQLITE_CORRUPT')) {
    return problem('damaged', `The database ${file} is damaged: stop Schoolgate and put back the newest backup of this file.`);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return problem('locked', `The database ${file} is locked by another program: close whatever else has it open and try again.`);
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return problem('full', `The disk that holds ${file} is full: make room on it; nothing can be recorded until then.`);
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return problem('unwritable', `The disk that holds ${file} reports a read or write error: check the disk and its space.`);
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || /^E[A-Z]+$/.test(code)) {
    return problem(
      'unwritable',
      `The database ${file} cannot be opened for writing: check that its folder exists and that this user may write in it.`,
    );
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return problem('conflict', `This is kept already for something else (${message.replace(/^UNIQUE constraint failed: /, '')}).`);
  }
  return new Error(`${code}: ${message}`);
}

/** The file is something else than our database. */
export function notOurs(file: string, cause?: unknown): StoreProblem {
  return new StoreProblem('not-ours', `The file ${file} is not a Schoolgate database: move it away or choose another data folder.`, cause);
}
