// A licensed list of illegal addresses, from the operator's file to keyed hashes. The text is read and not kept.
import { createReadStream } from 'node:fs';
import { lineProblems } from '#policies/lists/line-problems.ts';
import { ProblemTally, type Refusals } from '#policies/lists/problem-tally.ts';
import { readUt1Urls } from '#policies/lists/read-ut1.ts';
import { LineSplitter } from '#policies/lists/split-lines.ts';
import { MandatoryBuilder } from '#policies/mandatory/mandatory-builder.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import type { ListSecrets } from './list-secrets.ts';
import { whileChangingMaterials } from './materials-lock.ts';
import { MaterialFolder } from './material-folder.ts';
import { readMaterialsState, writeMaterialsState } from './materials-state.ts';

export interface MandatoryImport {
  /** The file: an address a line, with or without its scheme; `#` and a space begin a comment. */
  readonly file: string;
  /** Where materials are kept. */
  readonly folder: string;
  /** Of the list, `[a-z0-9-]`; a second import of the same id takes the place of the first. */
  readonly id: string;
  readonly name: string;
  readonly secrets: ListSecrets;
  /** Now, epoch milliseconds. */
  readonly at: number;
  /** Take it although it is less than half as long as the one before. */
  readonly evenIfShorter: boolean;
}

export interface MandatoryImported {
  readonly entries: number;
  /** By reason, with numbers of lines and never with what they say. */
  readonly refused: readonly Refusals[];
}

export async function importMandatory(input: MandatoryImport): Promise<Outcome<MandatoryImported>> {
  const { seed, key } = input.secrets;
  const builder = new MandatoryBuilder(key, seed);
  const list = builder.list({ id: input.id, name: input.name });
  const problems = new ProblemTally();
  let entries = 0;
  const splitter = new LineSplitter({
    line(text, line) {
      const read = readUt1Urls(text);
      // Nothing of what a line says may be shown.
      if ('problem' in read) return problems.add(read.problem, line, '');
      for (const item of read.items) {
        if (item.kind !== 'host') continue;
        builder.add(list, line, item.host, item.path, item.below);
        entries++;
      }
    },
    tooLong: (line) => problems.add(lineProblems.tooLong, line, ''),
  });
  try {
    for await (const bytes of createReadStream(input.file)) splitter.push(bytes as Uint8Array);
  } catch {
    return failed(`The file ${input.file} cannot be read: check its name, and that this user may read it.`);
  }
  splitter.end();
  if (entries === 0) return failed(`${input.file} holds no address that can be used; the list before stays in force.`);
  return whileChangingMaterials(input.folder, () => keepMandatory(input, builder.encode(), entries, problems));
}

async function keepMandatory(
  input: MandatoryImport,
  bytes: Uint8Array,
  entries: number,
  problems: ProblemTally,
): Promise<Outcome<MandatoryImported>> {
  const state = await readMaterialsState(input.folder);
  const before = state.mandatory[input.id]?.entries ?? 0;
  if (entries * 2 < before && !input.evenIfShorter)
    return failed(
      `The list has ${entries} addresses and the one in force ${before}: the file may be cut off. If it is right, import it with --even-if-shorter.`,
    );
  const material = await new MaterialFolder(input.folder).keep('mandatory', bytes);
  const entry = { name: input.name, material, entries, refused: problems.count, importedAt: input.at };
  await writeMaterialsState(input.folder, { ...state, mandatory: { ...state.mandatory, [input.id]: entry } });
  return done({ entries, refused: problems.refusals });
}
