// Asks as a job says, and times every answer.
import { setTimeout as wait } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import type { z } from 'zod';
import { ClosedUnusedError, LoadConnection, type Place } from './load-connection.ts';
import type { loadJob, LoadResult } from './load-job.ts';

type Job = z.output<typeof loadJob>;

/** `warm` is called, and waited for, when everything is open and warm. */
export async function runLoad(job: Job, warm: () => Promise<void>): Promise<LoadResult> {
  const load = new Load(job);
  try {
    await load.open(Math.max(job.open, job.perConnection === 0 && job.rate > 0 ? job.width : 0));
    if (job.warm > 0) await load.ask(job.warm, 0);
    load.begin();
    await warm();
    const from = performance.now();
    await load.ask(job.total, job.rate);
    return load.result((performance.now() - from) / 1000);
  } finally {
    load.close();
  }
}

class Load {
  readonly #job: Job;
  readonly #context;
  readonly #idle: LoadConnection[] = [];
  readonly #busy = new Set<LoadConnection>();
  #times: number[] = [];
  #counts = { bytes: 0, missing: 0, connections: 0, hosts: 0, paths: 0 };

  constructor(job: Job) {
    this.#job = job;
    this.#context = createSecureContext(job.authority === '' ? {} : { ca: job.authority });
  }

  async open(count: number): Promise<void> {
    const opening = Array.from({ length: Math.min(16, count) }, async () => {
      while (this.#counts.connections < count) this.#idle.push(await this.#connect());
    });
    await Promise.all(opening);
  }

  begin(): void {
    this.#times = [];
    const { hosts, paths } = this.#counts;
    this.#counts = { bytes: 0, missing: 0, connections: 0, hosts, paths };
  }

  ask(total: number, rate: number): Promise<unknown> {
    return rate > 0 ? this.#atRate(total, rate) : this.#atOnce(total);
  }

  async #atOnce(total: number): Promise<void> {
    let left = total;
    const one = async (): Promise<void> => {
      for (let connection = await this.#take(); left > 0; connection = this.#worn(connection) ? await this.#take() : connection) {
        left -= 1;
        await this.#timed(connection, performance.now());
        if (left <= 0) {
          this.#give(connection);
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#job.width, total) }, one));
  }

  async #atRate(total: number, rate: number): Promise<void> {
    const from = performance.now();
    const asked: Promise<void>[] = [];
    for (let number = 0; number < total; number += 1) {
      const due = from + (number * 1000) / rate;
      const early = due - performance.now();
      if (early > 0.5) await wait(early);
      // A timer that is late by less than a millisecond is the generator's fault; a connection that is not free is the proxy's.
      const idle = this.#idle.shift();
      asked.push(
        idle === undefined
          ? this.#take().then((taken) => this.#timed(taken, due).then(() => this.#give(taken)))
          : this.#timed(idle, performance.now()).then(() => this.#give(idle)),
      );
    }
    await Promise.all(asked);
  }

  async #timed(connection: LoadConnection, due: number): Promise<void> {
    const { bytes: least, patience, paths, objects } = this.#job;
    const number = this.#counts.paths++;
    const path = (paths[number % paths.length] ?? '/').replace('#', String(Math.floor(number / paths.length) % objects));
    const answer = this.#answer(connection, path);
    const bytes = patience === 0 ? await answer : await Promise.race([answer.catch(() => null), wait(patience, null)]);
    if (bytes === null) {
      this.#counts.missing += 1;
      this.#times.push(performance.now() - due);
      connection.close();
      return;
    }
    if (bytes < least) throw new Error(`${bytes} bytes instead of ${least} for ${path}`);
    this.#times.push(performance.now() - due);
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
    const { port, scheme, hosts, authority, clients } = this.#job;
    const number = this.#counts.connections++;
    const place: Place = {
      port,
      scheme,
      host: hosts.named ?? `h${hosts.first + (this.#counts.hosts++ % hosts.count)}.bench.test`,
      context: this.#context,
      verified: authority !== '',
      from: clients === 1 ? '127.0.0.1' : `127.0.${1 + (number % clients)}.1`,
    };
    return LoadConnection.open(place);
  }

  result(seconds: number): LoadResult {
    const sorted = Float64Array.from(this.#times).sort();
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    const { bytes, missing, connections } = this.#counts;
    return {
      answers: sorted.length - missing,
      bytes,
      missing,
      seconds,
      p50: at(0.5),
      p99: at(0.99),
      longest: sorted.at(-1) ?? Number.NaN,
      connections,
    };
  }

  close(): void {
    for (const connection of [...this.#idle, ...this.#busy]) connection.close();
  }
}
