// A complete body in a file of ours, read block by block against its checksums.
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ByteRange } from './byte-range.ts';
import { blockIsSound, blockSize } from './checksums.ts';

/** The file is gone, too short or damaged: the stored response must be dropped. */
export class DamagedBody extends Error {
  override readonly name = 'DamagedBody';
}

export interface BodyFile {
  readonly path: string;
  readonly length: number;
  readonly checksums: readonly number[];
}

async function readBlock(handle: FileHandle, file: BodyFile, index: number): Promise<Buffer> {
  const length = Math.min(blockSize, file.length - index * blockSize);
  const block = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(block, 0, length, index * blockSize);
  if (bytesRead !== length || !blockIsSound(block, file.checksums[index])) throw new DamagedBody('a block of a stored body is damaged');
  return block;
}

async function openBody(file: BodyFile): Promise<FileHandle> {
  try {
    return await open(file.path, 'r');
  } catch {
    throw new DamagedBody('a stored body cannot be opened');
  }
}

/** The whole body. Throws `DamagedBody`. */
export async function readWholeBody(file: BodyFile): Promise<Buffer> {
  const handle = await openBody(file);
  try {
    const blocks: Buffer[] = [];
    for (let index = 0; index * blockSize < file.length; index += 1) blocks.push(await readBlock(handle, file, index));
    return blocks.length === 1 && blocks[0] ? blocks[0] : Buffer.concat(blocks);
  } finally {
    await handle.close();
  }
}

/**
 * The part of the body as a stream. Its first block is checked before this resolves (throws `DamagedBody`); damage further on
 * ends the stream with an error and calls `damaged`.
 */
export async function streamBody(file: BodyFile, range: ByteRange, damaged: () => void): Promise<Readable> {
  const handle = await openBody(file);
  let next = Math.floor(range.from / blockSize);
  const last = Math.floor(range.to / blockSize);
  let block: Buffer | null;
  try {
    block = await readBlock(handle, file, next);
  } catch (error) {
    await handle.close();
    throw error;
  }
  const take = async (): Promise<Buffer | null> => {
    if (next > last) return null;
    const whole = block ?? (await readBlock(handle, file, next));
    block = null;
    const start = next * blockSize;
    next += 1;
    return whole.subarray(Math.max(0, range.from - start), Math.min(whole.length, range.to - start + 1));
  };
  return new BodyStream(take, handle, damaged);
}

class BodyStream extends Readable {
  readonly #take: () => Promise<Buffer | null>;
  readonly #handle: FileHandle;
  readonly #damaged: () => void;

  constructor(take: () => Promise<Buffer | null>, handle: FileHandle, damaged: () => void) {
    super({ highWaterMark: blockSize });
    this.#take = take;
    this.#handle = handle;
    this.#damaged = damaged;
  }

  override async _read(): Promise<void> {
    try {
      this.push(await this.#take());
    } catch (error) {
      if (!this.destroyed) this.#damaged();
      this.destroy(error instanceof Error ? error : new DamagedBody('a stored body cannot be read'));
    }
  }

  override async _destroy(error: Error | null, destroyed: (error?: Error | null) => void): Promise<void> {
    try {
      await this.#handle.close();
    } catch {
      // Nothing was written through it, so nothing is lost.
    }
    destroyed(error);
  }
}
