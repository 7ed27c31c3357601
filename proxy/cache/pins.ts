// Until when which addresses must be kept for which lesson, and which copies a lesson is shown whatever their origin says. Kept in a
// file of its own, so that a restart forgets no lesson.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const pinSchema = z.object({
  url: z.string(),
  /** First moment at which it need no longer be kept, epoch milliseconds. */
  until: z.number(),
  /** What is stored for it: found first after a restart, because a lesson may be on. */
  ids: z.array(z.string().regex(/^[0-9a-f]{64}$/)).readonly(),
  /** Who needs it; empty: nobody said. */
  lesson: z.string().default(''),
  /** From when on the copies in `ids` are served without asking the origin, epoch milliseconds; `null`: the live page is. */
  frozenFrom: z.number().nullable().default(null),
});
const fileSchema = z.object({ format: z.literal(1), pins: z.array(pinSchema) });
export type Pin = Readonly<z.infer<typeof pinSchema>>;

export interface PinOptions {
  /** Who needs the addresses; what the cache does for it is counted (`effectOf`). Pins of different lessons do not touch each other. */
  readonly lesson?: string;
  /**
   * The copies that are held now are the reviewed ones: clients get them without the origin being asked, although it may have
   * changed, and whatever its answer said about staleness. What is fetched meanwhile (preparing lessons always asks for the live page)
   * is stored beside them and pushes none out. Pinned frozen again for the same lesson, the first copies stay; pinned
   * without, the live page is shown again. An address of which nothing is held is not affected.
   */
  readonly frozen?: boolean;
  /** The moment (epoch ms) from which on the frozen copies are served; until then they are only kept. Default: at once. */
  readonly frozenFrom?: number;
}

const nobody: readonly Pin[] = [];
const noLesson: readonly string[] = [];

export class Pins {
  readonly #file: string;
  readonly #clock: () => number;
  /** For each address, one for each lesson, the latest last. */
  readonly #pins = new Map<string, readonly Pin[]>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, clock: () => number, pins: readonly Pin[]) {
    this.#file = file;
    this.#clock = clock;
    this.learn(pins);
  }

  /** A file that is missing or unreadable means that nothing is pinned. */
  static async open(dir: string, clock: () => number): Promise<Pins> {
    const file = join(dir, 'pins.json');
    return new Pins(file, clock, pinsIn(await readFile(file, 'utf8').catch(() => '')));
  }

  has(url: string): boolean {
    return this.#now(url).length > 0;
  }

  /** The lessons that need the address now. */
  lessons(url: string): readonly string[] {
    const held = this.#now(url);
    return held === nobody ? noLesson : held.flatMap(({ lesson }) => (lesson === '' ? [] : [lesson]));
  }

  /** Ids of the copies that are served now whatever their origin says; `null`: the live page is. */
  frozen(url: string): readonly string[] | null {
    const now = this.#clock();
    return this.#now(url).findLast(({ frozenFrom, ids }) => frozenFrom !== null && frozenFrom <= now && ids.length > 0)?.ids ?? null;
  }

  /** Whether a lesson is or will be shown a copy that was reviewed. */
  hasReviewed(url: string, lesson: string): boolean {
    return this.#now(url).some((pin) => pin.lesson === lesson && pin.frozenFrom !== null && pin.ids.length > 0);
  }

  /** Whether a lesson is or will be shown this very copy: a newer one must not push it out. */
  keeps(url: string, id: string): boolean {
    return this.#now(url).some(({ frozenFrom, ids }) => frozenFrom !== null && ids.includes(id));
  }

  /** Ids of stored responses that were pinned. */
  ids(): string[] {
    return [...this.#pins.values()].flat().flatMap(({ ids }) => ids);
  }

  /** What is so from now on. A pin is never shortened; a copy that is frozen for a lesson stays the one until it is pinned unfrozen. */
  learn(pins: readonly Pin[]): void {
    for (const pin of pins) {
      const before = this.#pins.get(pin.url) ?? nobody;
      const same = before.find(({ lesson }) => lesson === pin.lesson);
      const stays = same !== undefined && same.frozenFrom !== null && pin.frozenFrom !== null && same.ids.length > 0;
      const merged = { ...pin, until: Math.max(pin.until, same?.until ?? 0), ids: stays ? same.ids : pin.ids };
      this.#pins.set(pin.url, [...before.filter((other) => other !== same), merged]);
    }
  }

  /** A crash forgets none of them once it has resolved. */
  async add(pins: readonly Pin[]): Promise<void> {
    const now = this.#clock();
    for (const [url, held] of this.#pins) {
      const left = held.filter(({ until }) => until > now);
      if (left.length === 0) this.#pins.delete(url);
      else if (left.length < held.length) this.#pins.set(url, left);
    }
    this.learn(pins);
    const text = JSON.stringify({ format: 1, pins: [...this.#pins.values()].flat() });
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(`${this.#file}.part`, text, { mode: 0o600 });
        await rename(`${this.#file}.part`, this.#file);
      });
    await this.#writing;
  }

  #now(url: string): readonly Pin[] {
    const held = this.#pins.get(url);
    if (held === undefined) return nobody;
    const now = this.#clock();
    return held.every(({ until }) => until > now) ? held : held.filter(({ until }) => until > now);
  }
}

function pinsIn(text: string): readonly Pin[] {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.pins : [];
  } catch {
    return [];
  }
}
