import type { FileTaker } from '#policies/lists/list-intake.ts';

/** What is told of the files of a source as they come. */
export interface FileOpener {
  file(path: string): FileTaker;
  /** Something that is no file. */
  skip(path: string, reason: string): void;
}
