/** A failure that the person at the keyboard can do something about: one sentence that says what, shown without a stack. */
export class Trouble extends Error {}

/**
 * One short line about what is being done, on the error stream, so that what a command prints can still be piped.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a whole command. Its number becomes the exit code; trouble becomes one sentence and exit code 1.
 * @param {() => Promise<number | void>} work
 */
export async function orOneSentence(work) {
  try {
    const code = await work();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
