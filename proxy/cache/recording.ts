// One body on its way from the origin to several readers and into a file. The fastest reader sets the pace; slower ones, and
// those that come later, read what they missed from memory or from the file. When all of them have gone the download stops.
import { open, rm, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { BodyDigest, digestOf } from './body-digest.ts';
import { BlockChecksums } from './checksums.ts';
import { ChunkWindow } from './chunk-window.ts';

/** Bodies up to this size never touch the disk before they are complete; also how far the origin may be ahead of the fastest reader. */
const memoryLimit = 524_288;
/** Bytes that may wait to be written before the origin is held back. */
const writeBacklog = 1_048_576;
const fileReadSize = 65_536;

/** How a recording ended. `bytes`: the whole body where it is small; otherwise it is in the file. */
export type RecordingEnd =
  | {
      readonly complete: true;
      readonly length: number;
      readonly digest: string;
      readonly checksums: readonly number[];
      readonly bytes: Buffer | null;
    }
  | { readonly complete: false };

export interface RecordingOptions {
  readonly source: Readable;
  /** File for a body that outgrows memory. */
  readonly path: string;
  /** The origin's `Content-Length`: a body of another length is not complete. */
  readonly expectedLength: number | null;
  /** Larger bodies pass through without being stored. */
  readonly maxLength: number;
  /** Called once when the body cannot be stored although it goes on to its readers. */
  readonly gaveUp: (why: 'too-large' | 'disk') => void;
}

class Reader extends Readable {
  position = 0;
  waiting = false;
  readonly #recording: Recording;

  constructor(recording: Recording) {
    super();
    this.#recording = recording;
  }

  override _read(): void {
    this.#recording.serve(this);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#recording.leave(this);
    done(error);
  }
}

export class Recording {
  /** Settles when the last byte is in memory or in the file; never rejects. */
  readonly ended: Promise<RecordingEnd>;
  readonly #options: RecordingOptions;
  readonly #readers = new Set<Reader>();
  readonly #sums = new BlockChecksums();
  /** Only of a body that outgrew memory. */
  #digest: BodyDigest | null = null;
  readonly #window = new ChunkWindow();
  #written = 0;
  #keeping: 'memory' | 'file' | 'nothing' = 'memory';
  #file: FileHandle | null = null;
  #writing = false;
  #sourceEnded = false;
  #failure: Error | null = null;
  #finished = false;
  #complete = false;
  #released = false;
  #finish: (end: RecordingEnd) => void = () => undefined;

  constructor(options: RecordingOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#finish = resolve;
    });
    options.source.on('data', (chunk: Buffer) => this.#receive(chunk));
    options.source.on('end', () => this.#end());
    options.source.on('error', (error) => this.#fail(error));
    options.source.on('close', () => this.#fail(new Error('the origin closed the connection before the body was complete')));
    options.source.pause();
  }

  /** `false` once the beginning of the body is no longer to be had. */
  get joinable(): boolean {
    return this.#failure === null && (this.#window.start === 0 || (this.#keeping === 'file' && this.#file !== null));
  }

  /** The body is kept elsewhere now: nobody will join any more, and the file is closed after the last reader. */
  release(): void {
    this.#released = true;
    this.#closeFileWhenUnused();
  }

  /** The whole body is here, if not yet in its file. */
  get received(): boolean {
    return this.#sourceEnded;
  }

  /** Bytes of the whole body, or `null` while nobody knows. */
  get length(): number | null {
    return this.#sourceEnded ? this.#window.end : this.#options.expectedLength;
  }

  /** The body from its beginning; only while `joinable`. */
  reader(): Readable {
    const reader = new Reader(this);
    this.#readers.add(reader);
    this.#regulate();
    return reader;
  }

  /** Pushing may run the consumer, and it this method again, so the place is looked up anew for every chunk. */
  serve(reader: Reader): void {
    reader.waiting = false;
    let wants = true;
    while (wants && !reader.destroyed && reader.position < this.#window.end) {
      const part = this.#window.at(reader.position);
      if (!part) {
        void this.#serveFromFile(reader);
        return;
      }
      reader.position += part.length;
      wants = reader.push(part);
    }
    if (reader.position >= this.#window.end) {
      if (this.#failure) reader.destroy(this.#failure);
      else if (this.#sourceEnded) reader.push(null);
      else if (wants) reader.waiting = true;
    }
    this.#regulate();
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
    if (this.#readers.size === 0 && !this.#sourceEnded) this.#options.source.destroy();
    this.#regulate();
    this.#closeFileWhenUnused();
  }

  #receive(chunk: Buffer): void {
    this.#window.add(chunk);
    if (this.#keeping !== 'nothing') this.#sums.add(chunk);
    if (this.#window.end > this.#options.maxLength) this.#giveUp('too-large');
    else if (this.#keeping === 'memory' && this.#window.end > memoryLimit) this.#outgrowMemory();
    else if (this.#keeping === 'file') this.#digest?.add(chunk);
    if (this.#keeping === 'file') void this.#write();
    this.#wake();
    this.#regulate();
  }

  #outgrowMemory(): void {
    this.#keeping = 'file';
    this.#digest = new BodyDigest();
    for (const piece of this.#window.from(0)) this.#digest.add(piece);
  }

  #end(): void {
    const { expectedLength } = this.#options;
    if (expectedLength !== null && expectedLength !== this.#window.end) {
      this.#fail(new Error('the body is not as long as the origin said'));
      return;
    }
    this.#sourceEnded = true;
    this.#wake();
    this.#finishWhenKept();
  }

  #fail(error: Error): void {
    if (this.#sourceEnded || this.#failure) return;
    this.#failure = error;
    this.#wake();
    this.#finishAs({ complete: false });
  }

  /** The body goes on to those who read it, but is not kept. */
  #giveUp(why: 'too-large' | 'disk'): void {
    if (this.#keeping === 'nothing') return;
    this.#keeping = 'nothing';
    this.#options.gaveUp(why);
    this.#finishAs({ complete: false });
    // The origin may be held back for a file that will never take more.
    this.#regulate();
  }

  #finishWhenKept(): void {
    if (this.#keeping === 'memory') {
      const bytes = this.#window.all();
      this.#finishAs({ complete: true, length: bytes.length, digest: digestOf(bytes), checksums: this.#sums.finish(), bytes });
    } else if (this.#keeping === 'file' && this.#digest && this.#written === this.#window.end) {
      const digest = this.#digest.finish();
      this.#digest = null;
      this.#finishAs({ complete: true, length: this.#window.end, digest, checksums: this.#sums.finish(), bytes: null });
    }
  }

  #finishAs(end: RecordingEnd): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#complete = end.complete;
    if (!end.complete && this.#file) this.#removeFile();
    this.#finish(end);
    this.#closeFileWhenUnused();
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    try {
      this.#file ??= await open(this.#options.path, 'wx+', 0o600);
      while (this.#keeping === 'file' && this.#written < this.#window.end) {
        // A write may take less than it was given; only nothing at all means that the disk takes no more.
        const { bytesWritten } = await this.#file.writev(this.#window.from(this.#written), this.#written);
        if (bytesWritten === 0) throw new Error('the disk takes nothing');
        this.#written += bytesWritten;
        this.#regulate();
      }
    } catch {
      this.#giveUp('disk');
    }
    this.#writing = false;
    if (this.#finished && !this.#complete) this.#removeFile();
    if (this.#sourceEnded) this.#finishWhenKept();
    this.#closeFileWhenUnused();
  }

  async #serveFromFile(reader: Reader): Promise<void> {
    try {
      if (!this.#file) throw new Error('what this reader missed was not kept');
      const buffer = Buffer.allocUnsafe(Math.min(fileReadSize, this.#window.start - reader.position));
      const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, reader.position);
      if (bytesRead === 0) throw new Error('the file of a body is shorter than what was written to it');
      reader.position += bytesRead;
      reader.push(buffer.subarray(0, bytesRead));
      this.#regulate();
    } catch (error) {
      reader.destroy(error instanceof Error ? error : new Error('the file of a body cannot be read'));
    }
  }

  #wake(): void {
    for (const reader of this.#readers) if (reader.waiting) this.serve(reader);
  }

  /** Frees what memory need not hold any longer, and holds the origin back when everybody is behind. */
  #regulate(): void {
    let fastest = 0;
    let slowest = this.#window.end;
    for (const { position } of this.#readers) {
      fastest = Math.max(fastest, position);
      slowest = Math.min(slowest, position);
    }
    // What is on the disk may go when nobody near needs it; what is not kept, when nobody at all does.
    if (this.#keeping === 'file')
      this.#window.forget((end) => end <= this.#written && (end <= this.#window.end - memoryLimit || end <= slowest));
    if (this.#keeping === 'nothing') this.#window.forget((end) => end <= this.#written || end <= slowest);
    if (this.#sourceEnded || this.#failure) return;
    const pace = this.#keeping === 'nothing' ? slowest : fastest;
    const held =
      this.#window.end - pace > memoryLimit ||
      (this.#keeping === 'file' && this.#window.end - this.#written > writeBacklog) ||
      this.#readers.size === 0;
    if (held) this.#options.source.pause();
    else if (this.#options.source.isPaused()) this.#options.source.resume();
  }

  /** What cannot be removed now is a leftover that the next start removes. */
  #removeFile(): void {
    rm(this.#options.path, { force: true }).catch(() => undefined);
  }

  #closeFileWhenUnused(): void {
    if (!this.#file || !this.#finished || this.#writing || this.#readers.size > 0) return;
    // A complete body can be joined until its owner has it in its place.
    if (this.#complete && !this.#released) return;
    const file = this.#file;
    this.#file = null;
    void file.close().catch(() => undefined);
  }
}
