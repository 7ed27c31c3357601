// Until when which addresses must be kept for a lesson. Kept in a file of its own, so that a restart forgets no lesson.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const pinsSchema = z.object({ format: z.literal(1), pins: z.array(z.tuple([z.string(), z.number()])) });

export class Pins {
  readonly #file: string;
  readonly #clock: () => number;
  readonly #until: Map<string, number>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, clock: () => number, until: Map<string, number>) {
    this.#file = file;
    this.#clock = clock;
    this.#until = until;
  }

  /** A file that is missing or unreadable means that nothing is pinned. */
  static async open(dir: string, clock: () => number): Promise<Pins> {
    const file = join(dir, 'pins.json');
    const pins = await readFile(file, 'utf8')
      .then(
        (text) => {
          const parsed = pinsSchema.safeParse(JSON.parse(text));
          return parsed.success ? parsed.data.pins : [];
        },
        () => [],
      )
      .catch(() => []);
    return new Pins(file, clock, new Map(pins));
  }

  has(url: string): boolean {
    return (this.#until.get(url) ?? 0) > this.#clock();
  }

  /** Durable when it resolves. A pin is never shortened. */
  async add(urls: readonly string[], until: number): Promise<void> {
    const now = this.#clock();
    for (const [url, end] of this.#until) if (end <= now) this.#until.delete(url);
    for (const url of urls) this.#until.set(url, Math.max(until, this.#until.get(url) ?? 0));
    const text = JSON.stringify({ format: 1, pins: [...this.#until] });
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(`${this.#file}.part`, text, { mode: 0o600 });
        await rename(`${this.#file}.part`, this.#file);
      });
    await this.#writing;
  }
}
