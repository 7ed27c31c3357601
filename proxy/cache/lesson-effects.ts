// What the cache did for each lesson, summed over all workers. Written down now and then: a crash loses a few seconds of counting.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform, pipeline } from 'node:stream';
import { z } from 'zod';
import type { Exchange, OriginResponse } from '../exchange/exchange.ts';
import { andThen } from '../exchange/soon.ts';
import type { Next } from '../exchange/stage.ts';
import { bodyLength, type Entry } from './entry.ts';
import { fieldValue } from './header-fields.ts';
import { effectSchema, nothing, sumOf, type LessonEffect } from './lesson-effect.ts';
import type { Neighbours } from './neighbours.ts';
import type { Pins } from './pins.ts';

const fileSchema = z.object({ format: z.literal(1), effects: z.record(z.string(), effectSchema) });

/** Lessons that are remembered; those that nothing was counted for the longest go first. */
const lessonLimit = 2000;
/** How often it is told and written, milliseconds. */
const every = 10_000;

const lengthOf = (response: OriginResponse): number | null => {
  if (response.body === null) return 0;
  if (response.body instanceof Uint8Array) return response.body.length;
  const told = fieldValue(response.headers, 'content-length');
  return told === null ? null : Number(told);
};

export class LessonEffects {
  readonly #file: string;
  readonly #pins: Pins;
  readonly #clock: () => number;
  readonly #neighbours: Neighbours | null;
  readonly #timer: NodeJS.Timeout;
  readonly #sums = new Map<string, LessonEffect>();
  /** Counted here and not told yet. */
  #untold = new Map<string, LessonEffect>();
  #unwritten = false;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, pins: Pins, clock: () => number, neighbours: Neighbours | null) {
    this.#file = file;
    this.#pins = pins;
    this.#clock = clock;
    this.#neighbours = neighbours;
    neighbours?.listen((news) => {
      if (news.kind !== 'effects') return;
      for (const [lesson, effect] of news.effects) this.#sum(lesson, effect);
    });
    this.#timer = setInterval(() => void this.#keep(), every).unref();
  }

  /** A file that is missing or unreadable means that nothing was counted. */
  static async open(dir: string, pins: Pins, clock: () => number, neighbours: Neighbours | null): Promise<LessonEffects> {
    const file = join(dir, 'effects.json');
    const effects = new LessonEffects(file, pins, clock, neighbours);
    for (const [lesson, effect] of effectsIn(await readFile(file, 'utf8').catch(() => ''))) effects.#sum(lesson, effect);
    effects.#unwritten = false;
    return effects;
  }

  of(lesson: string): LessonEffect {
    return this.#sums.get(lesson) ?? nothing;
  }

  /** The way to the origin; what goes there is counted where a lesson needs the address. */
  counting(exchange: Exchange, next: Next): Next {
    const lessons = this.#lessons(exchange);
    if (lessons.length === 0) return next;
    return (asked) =>
      andThen(next(asked), (response) => {
        this.#count(lessons, { originRequests: 1 });
        if (response.failure) return response;
        const length = lengthOf(response);
        if (length === null && response.body instanceof Readable) return { ...response, body: this.#counted(lessons, response.body) };
        this.#count(lessons, { originBytes: length ?? 0 });
        return response;
      });
  }

  /** An answer was given from what is stored. */
  gave({ at, ...exchange }: Exchange, entry: Entry, response: OriginResponse): void {
    const lessons = this.#lessons(exchange);
    if (lessons.length === 0) return;
    const spared = response.body === null ? 0 : Math.max(0, entry.response.originMs - Math.max(0, this.#clock() - at));
    const length = lengthOf(response);
    this.#count(lessons, { answersFromCache: 1, bytesFromCache: length ?? 0, millisecondsSpared: spared });
    // How much a body is that is still on its way shows at its end.
    if (length === null) void entry.settled.then(() => this.#count(lessons, { bytesFromCache: bodyLength(entry) ?? 0 }));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#keep();
  }

  #lessons({ purpose, request }: Pick<Exchange, 'purpose' | 'request'>): readonly string[] {
    return purpose === 'client' ? this.#pins.lessons(request.url) : [];
  }

  #counted(lessons: readonly string[], body: Readable): Readable {
    const counter = new Transform({
      transform: (piece: Uint8Array, _encoding, done) => {
        this.#count(lessons, { originBytes: piece.length });
        done(null, piece);
      },
    });
    // Whoever reads the counter is told of its errors, which are the body's.
    return pipeline(body, counter, () => undefined);
  }

  #count(lessons: readonly string[], more: Partial<LessonEffect>): void {
    for (const lesson of lessons) {
      const effect = { ...nothing, ...more };
      this.#sum(lesson, effect);
      if (this.#neighbours) this.#untold.set(lesson, sumOf(this.#untold.get(lesson) ?? nothing, effect));
    }
  }

  #sum(lesson: string, effect: LessonEffect): void {
    const sum = sumOf(this.of(lesson), effect);
    this.#sums.delete(lesson);
    this.#sums.set(lesson, sum);
    this.#unwritten = true;
    const [oldest] = this.#sums.keys();
    if (this.#sums.size > lessonLimit && oldest !== undefined) this.#sums.delete(oldest);
  }

  async #keep(): Promise<void> {
    if (this.#untold.size > 0) this.#neighbours?.tell({ kind: 'effects', effects: [...this.#untold] });
    this.#untold = new Map();
    if (!this.#unwritten || this.#neighbours?.isFirst === false) return;
    this.#unwritten = false;
    const text = JSON.stringify({ format: 1, effects: Object.fromEntries(this.#sums) });
    this.#writing = this.#writing.then(() => this.#write(text));
    await this.#writing;
  }

  /** Where the disk takes nothing the counting goes on in memory, and is written the next time. */
  async #write(text: string): Promise<void> {
    try {
      await writeFile(`${this.#file}.part`, text, { mode: 0o600 });
      await rename(`${this.#file}.part`, this.#file);
    } catch {
      this.#unwritten = true;
    }
  }
}

function effectsIn(text: string): [string, LessonEffect][] {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success ? Object.entries(parsed.data.effects) : [];
  } catch {
    return [];
  }
}
