// A page on its way to the client, read in passing. Its bytes go on unchanged. Where words may stop it, its beginning waits
// for a verdict, within a budget of bytes and time; after that it flows, and can only be cut off.
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import type { PhraseFindings } from '#policies/phrases/phrase-findings.ts';
import type { PageReader } from './page-reader.ts';

export interface Holding {
  readonly bytes: number;
  readonly ms: number;
}

export interface TapOptions {
  readonly reader: PageReader;
  /** `null`: no byte waits. */
  readonly hold: Holding | null;
  /** Whether what was found stops the page. Asked only where it may. */
  readonly stops: (found: PhraseFindings) => boolean;
  /** Called once with all that was found, before the end of the page goes out, or when it broke off; a rejection breaks it off. */
  readonly atEnd: (found: PhraseFindings, how: 'whole' | 'cut' | 'broken') => Promise<void>;
}

/** A page is looked at with each of its first pieces, then once for so many bytes: a flood of small pieces must not cost much. */
const firstLooks = 64;
const lookedAtEvery = 1024;

export class PageTap extends Transform {
  /** What was found when the beginning had waited long enough; at once where nothing waits. */
  readonly decided: Promise<PhraseFindings | null>;
  readonly #options: TapOptions;
  #decide: ((found: PhraseFindings | null) => void) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #told = false;
  #looks = 0;
  #unlooked = 0;

  constructor(options: TapOptions) {
    super({ readableHighWaterMark: 65_536 });
    this.#options = options;
    const { hold } = options;
    if (hold === null) this.decided = Promise.resolve(null);
    else {
      this.decided = new Promise((decide) => (this.#decide = decide));
      this.#timer = setTimeout(() => this.#timeIsUp(), hold.ms);
    }
  }

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const { reader, hold } = this.#options;
    if (hold === null) {
      this.push(bytes);
      reader.write(bytes, done);
    } else if (this.#decide === null) reader.write(bytes, () => this.#passOn(bytes, done));
    else {
      this.#held.push(bytes);
      this.#heldBytes += bytes.length;
      reader.write(bytes, () => {
        this.#lookAtHeld(hold, bytes.length);
        done();
      });
    }
  }

  override _flush(done: TransformCallback): void {
    this.#options.reader.end(() => {
      if (this.destroyed) return done();
      const found = this.#options.reader.findings();
      this.#letGo(found);
      const stopped = this.#options.hold !== null && this.#options.stops(found);
      this.#tell(found, 'whole').then(
        // What was decided on is the answer to it; whoever asked destroys a page that is stopped.
        () => (stopped ? this.destroy() : done()),
        () => this.destroy(),
      );
    });
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const { reader } = this.#options;
    reader.stop();
    if (!this.#told) this.#breakOff();
    done(error);
  }

  /** What was read until then counts; its event is kept for later where the store fails now. */
  #breakOff(): void {
    const found = this.#options.reader.findings();
    this.#letGo(found);
    this.#tell(found, 'broken').catch(() => {});
  }

  #timeIsUp(): void {
    const { reader } = this.#options;
    reader.hurry();
    this.#letGo(reader.soFar());
  }

  #mayLook(bytes: number): boolean {
    this.#unlooked += bytes;
    if (this.#looks >= firstLooks && this.#unlooked < lookedAtEvery) return false;
    this.#looks++;
    this.#unlooked = 0;
    return true;
  }

  #lookAtHeld({ bytes }: Holding, piece: number): void {
    if (this.#decide === null || this.destroyed) return;
    const { reader, stops } = this.#options;
    const enough = reader.full() || this.#heldBytes >= bytes;
    if (!enough && !this.#mayLook(piece)) return;
    const found = reader.soFar();
    if (enough || stops(found)) this.#letGo(found);
  }

  /** The beginning has waited long enough. */
  #letGo(found: PhraseFindings): void {
    const decide = this.#decide;
    if (decide === null) return;
    this.#decide = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const bytes of this.#held) if (!this.destroyed) this.push(bytes);
    this.#held = [];
    decide(found);
  }

  #passOn(bytes: Buffer, done: TransformCallback): void {
    const { reader, stops } = this.#options;
    if (this.destroyed) return done();
    if (!this.#told && this.#mayLook(bytes.length) && stops(reader.soFar())) {
      const cut = (): void => void this.destroy();
      this.#tell(reader.findings(), 'cut').then(cut, cut);
      return;
    }
    this.push(bytes);
    done();
  }

  #tell(found: PhraseFindings, how: 'whole' | 'cut' | 'broken'): Promise<void> {
    if (this.#told) return Promise.resolve();
    this.#told = true;
    return this.#options.atEnd(found, how);
  }
}
