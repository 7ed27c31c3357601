import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { create } from 'tar';
import type { IntakeOptions } from '#policies/lists/list-intake.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { bringVersion, type Brought } from './bring-version.ts';
import { sourcesFolder } from './source-folder.ts';
import { usualLimits } from './source-limits.ts';
import { whileLocked } from './source-lock.ts';

export interface Import {
  readonly dataRoot: string;
  readonly path: string;
  readonly options: IntakeOptions;
  readonly at: number;
}

/** Copies a file or folder into the data folder and puts it in force. A folder is kept as one packed archive. */
export async function importSource({ dataRoot, path, options, at }: Import): Promise<Outcome<Brought>> {
  const kind = await stat(path).catch(() => null);
  if (kind === null) return failed(`There is no ${path}, or it cannot be read.`);
  if (!kind.isDirectory() && !kind.isFile()) return failed(`${path} is neither a file nor a folder.`);
  const name = basename(resolve(path));
  return whileLocked(join(sourcesFolder(dataRoot), options.id), () =>
    bringVersion(
      {
        dataRoot,
        id: options.id,
        fileName: kind.isDirectory() ? `${name}.tar.gz` : name,
        options,
        limits: usualLimits,
        sha256: null,
        byPerson: true,
        at,
        fresh: () => ({ etag: null, lastModified: null }),
      },
      async (push) => {
        const bytes: AsyncIterable<Uint8Array> = kind.isDirectory()
          ? create({ cwd: path, gzip: { level: 1 }, portable: true, noMtime: true, follow: false }, ['.'])
          : createReadStream(path);
        let count = 0;
        for await (const chunk of bytes) {
          count += chunk.length;
          if (count > usualLimits.packed) return failed(`${path} is larger than ${Math.round(usualLimits.packed / 2 ** 20)} MB.`);
          await push(chunk);
        }
        return count === 0 ? failed(`${path} is empty.`) : done('written');
      },
    ),
  );
}
