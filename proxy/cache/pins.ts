// Until when which addresses must be kept for a lesson. Kept in a file of its own, so that a restart forgets no lesson.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const pinSchema = z.object({
  url: z.string(),
  /** First moment at which it need no longer be kept, epoch milliseconds. */
  until: z.number(),
  /** What is stored for it: found first after a restart, because a lesson may be on. */
  ids: z.array(z.string().regex(/^[0-9a-f]{64}$/)).readonly(),
});
const fileSchema = z.object({ format: z.literal(1), pins: z.array(pinSchema) });
type Pin = Readonly<z.infer<typeof pinSchema>>;

export class Pins {
  readonly #file: string;
  readonly #clock: () => number;
  readonly #pins: Map<string, Pin>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, clock: () => number, pins: readonly Pin[]) {
    this.#file = file;
    this.#clock = clock;
    this.#pins = new Map(pins.map((pin) => [pin.url, pin]));
  }

  /** A file that is missing or unreadable means that nothing is pinned. */
  static async open(dir: string, clock: () => number): Promise<Pins> {
    const file = join(dir, 'pins.json');
    return new Pins(file, clock, pinsIn(await readFile(file, 'utf8').catch(() => '')));
  }

  has(url: string): boolean {
    return (this.#pins.get(url)?.until ?? 0) > this.#clock();
  }

  /** Ids of stored responses that were pinned. */
  ids(): string[] {
    return [...this.#pins.values()].flatMap(({ ids }) => ids);
  }

  /** What another worker pinned, and wrote down. */
  learn(urls: readonly string[], until: number): void {
    for (const url of urls)
      this.#pins.set(url, { url, until: Math.max(until, this.#pins.get(url)?.until ?? 0), ids: this.#pins.get(url)?.ids ?? [] });
  }

  /** A crash forgets none of them once it has resolved. A pin is never shortened. */
  async add(pins: readonly Pin[]): Promise<void> {
    const now = this.#clock();
    for (const { url, until } of this.#pins.values()) if (until <= now) this.#pins.delete(url);
    for (const pin of pins) this.#pins.set(pin.url, { ...pin, until: Math.max(pin.until, this.#pins.get(pin.url)?.until ?? 0) });
    const text = JSON.stringify({ format: 1, pins: [...this.#pins.values()] });
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(`${this.#file}.part`, text, { mode: 0o600 });
        await rename(`${this.#file}.part`, this.#file);
      });
    await this.#writing;
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
