// Asks as a job says, and looks at every answer.
import { createSecureContext } from 'node:tls';
import type { z } from 'zod';
import { ClosedUnusedError, LoadConnection, type Place } from './load-connection.ts';
import type { loadJob, LoadResult } from './load-job.ts';

type Job = z.output<typeof loadJob>;

/** `warm` is called, and waited for, when everything is open and warm. */
export async function runLoad(job: Job, warm: () => Promise<void>): Promise<LoadResult> {
  const load = new Load(job);
  try {
    if (job.warm > 0) await load.ask(job.warm);
    load.begin();
    await warm();
    await load.ask(job.total);
    return load.result();
  } finally {
    load.close();
  }
}

class Load {
  readonly #job: Job;
  readonly #context;
  readonly #idle: LoadConnection[] = [];
  readonly #busy = new Set<LoadConnection>();
  #counts = { answers: 0, bytes: 0, hosts: 0, paths: 0 };

  constructor(job: Job) {
    this.#job = job;
    this.#context = createSecureContext(job.authority === '' ? {} : { ca: job.authority });
  }

  begin(): void {
    this.#counts = { ...this.#counts, answers: 0, bytes: 0 };
  }

  async ask(total: number): Promise<void> {
    let left = total;
    const one = async (): Promise<void> => {
      for (let connection = await this.#take(); left > 0; connection = this.#worn(connection) ? await this.#take() : connection) {
        left -= 1;
        await this.#one(connection);
        if (left <= 0) {
          this.#give(connection);
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#job.width, total) }, one));
  }

  async #one(connection: LoadConnection): Promise<void> {
    const { bytes: exact, paths, objects } = this.#job;
    const number = this.#counts.paths++;
    const path = (paths[number % paths.length] ?? '/').replace('#', String(Math.floor(number / paths.length) % objects));
    const bytes = await this.#answer(connection, path);
    if (bytes !== exact) throw new Error(`${bytes} bytes instead of ${exact} for ${path}`);
    this.#counts.answers += 1;
    this.#counts.bytes += bytes;
  }

  async #answer(connection: LoadConnection, path: string): Promise<number> {
    try {
      return await connection.get(path);
    } catch (problem) {
      if (!(problem instanceof ClosedUnusedError)) throw problem;
      const another = await this.#connect();
      const bytes = await another.get(path);
      another.close();
      return bytes;
    }
  }

  async #take(): Promise<LoadConnection> {
    for (let kept = this.#idle.shift(); kept !== undefined; kept = this.#idle.shift()) if (kept.usable) return this.#hold(kept);
    return this.#hold(await this.#connect());
  }

  #hold(connection: LoadConnection): LoadConnection {
    this.#busy.add(connection);
    return connection;
  }

  #worn(connection: LoadConnection): boolean {
    const { perConnection } = this.#job;
    if (connection.usable && (perConnection === 0 || connection.asked < perConnection)) return false;
    this.#busy.delete(connection);
    connection.close();
    return true;
  }

  #give(connection: LoadConnection): void {
    if (this.#worn(connection)) return;
    this.#busy.delete(connection);
    this.#idle.push(connection);
  }

  #connect(): Promise<LoadConnection> {
    const { port, scheme, hosts, authority } = this.#job;
    const place: Place = {
      port,
      scheme,
      host: hosts.named ?? `h${hosts.first + (this.#counts.hosts++ % hosts.count)}.bench.test`,
      context: this.#context,
      verified: authority !== '',
    };
    return LoadConnection.open(place);
  }

  result(): LoadResult {
    const { answers, bytes } = this.#counts;
    return { answers, bytes };
  }

  close(): void {
    for (const connection of [...this.#idle, ...this.#busy]) connection.close();
  }
}
