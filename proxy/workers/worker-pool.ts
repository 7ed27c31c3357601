// Keeps the workers of a proxy: threads that each listen on the one port. One that ends, whatever the reason, is replaced:
// at once the first time and then more and more slowly.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { BroadcastChannel, Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { errorForLog } from '../record/error-for-log.ts';
import type { EventWriter } from '../record/event-writer.ts';
import { claimSheet, releaseClaims } from './claims.ts';
import { keepFor } from './events-over.ts';
import type { FromWorker, Question, ToWorker, WorkerStart } from './messages.ts';
import { SharedMaterials, type ReadInto } from './shared-materials.ts';
import { clearRow, tallySheet } from './shared-tally.ts';

export interface PoolOptions {
  readonly count: number;
  /** The module that calls `runAsWorker`. */
  readonly module: URL;
  /** Threads of the module that are there already, so that they load their code while the rest is being found out. */
  readonly waiting?: Worker[];
  readonly parameters: unknown;
  /** 0: any free port. */
  readonly port: number;
  /** Where the events of all workers go; closed with the pool. */
  readonly writer: EventWriter;
  readonly readMaterial: ReadInto;
  readonly log: Pick<Logger, 'error' | 'info'>;
}

export interface WorkerPool {
  readonly port: number;
  /** Workers that take connections just now. */
  up(): number;
  /** Workers that ended without being told to, since the start. */
  deaths(): number;
  /** Every worker ends what is in flight, as one proxy does; then every event is saved. */
  close(): Promise<void>;
}

const firstDelay = 50;
const longestDelay = 10_000;
/** Milliseconds: a worker that ran this long had not failed at starting. */
const settled = 10_000;

interface Place {
  worker: Worker | null;
  waiting: NodeJS.Timeout | null;
  delay: number;
  listeningSince: number | null;
}

/** Resolves when all workers listen. Rejects with what kept one from starting. */
export async function startWorkerPool(options: PoolOptions): Promise<WorkerPool> {
  const { count, writer, log } = options;
  const materials = new SharedMaterials(options.readMaterial);
  const up = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const channel = new BroadcastChannel(`schoolgate-workers-${randomUUID()}`);
  channel.unref();
  const shared: Omit<WorkerStart, 'place' | 'port' | 'tidyBefore'> = {
    count,
    channel: channel.name,
    connections: tallySheet(count, randomInt(2 ** 31)),
    exchanges: tallySheet(count, randomInt(2 ** 31)),
    claims: claimSheet(),
    up: up.buffer,
    ticketSecret: randomBytes(32),
  };
  const places: Place[] = Array.from({ length: count }, () => ({ worker: null, waiting: null, delay: firstDelay, listeningSince: null }));
  let { port } = options;
  let deaths = 0;
  let stopping = false;

  /** Resolves when the worker listens; rejects when it says why it cannot, or ends before. */
  function launch(number: number, place: Place, tidyBefore: number): Promise<void> {
    const started = Promise.withResolvers<void>();
    const worker = options.waiting?.pop() ?? new Worker(options.module);
    const begin: ToWorker = { say: 'begin', start: { ...shared, place: number, port, tidyBefore }, parameters: options.parameters };
    worker.postMessage(begin);
    place.worker = worker;
    worker.on('message', (message: FromWorker) => {
      if (message.say === 'ask') return void answer(worker, number, message.number, message.question);
      if (message.say === 'cannot-start') return started.reject(Object.assign(new Error(message.problem.message), message.problem));
      port = message.port;
      place.listeningSince = performance.now();
      Atomics.add(up, 0, 1);
      started.resolve();
    });
    worker.on('error', (error) => log.error({ worker: number, ...errorForLog(error) }, 'a worker of the proxy ended because of a fault'));
    worker.on('exit', (code) => {
      started.reject(new Error(`a worker of the proxy ended while it was starting (exit code ${code})`));
      ended(number, place, code);
    });
    return started.promise;
  }

  function ended(number: number, place: Place, code: number): void {
    if (place.listeningSince !== null) Atomics.sub(up, 0, 1);
    if (place.listeningSince !== null && performance.now() - place.listeningSince > settled) place.delay = firstDelay;
    place.listeningSince = null;
    place.worker = null;
    clearRow(shared.connections, number);
    clearRow(shared.exchanges, number);
    materials.needs(number, []);
    // Whoever waited for what it was fetching goes for it.
    channel.postMessage({ topic: 'landed', says: releaseClaims(shared.claims, number) });
    if (stopping) return;
    deaths += 1;
    log.error({ worker: number, code, deaths, up: Atomics.load(up, 0), of: count }, 'a worker of the proxy ended; it is replaced');
    place.waiting = setTimeout(() => {
      place.waiting = null;
      launch(number, place, 0).then(
        () => log.info({ worker: number, up: Atomics.load(up, 0), of: count }, 'a worker of the proxy was replaced'),
        // Its end is noticed by itself, and it is tried again.
        () => undefined,
      );
    }, place.delay);
    place.delay = Math.min(place.delay * 2, longestDelay);
  }

  async function answer(worker: Worker, place: number, number: number, question: Question): Promise<void> {
    const say = (message: ToWorker): void => worker.postMessage(message);
    try {
      say({ say: 'answer', number, ok: true, value: await answerTo(place, question) });
    } catch {
      say({ say: 'answer', number, ok: false, value: null });
    }
  }

  async function answerTo(place: number, question: Question): Promise<Uint8Array | null> {
    switch (question.want) {
      case 'material':
        return materials.for(place, question.material);
      case 'only':
        materials.needs(place, question.sha256s);
        return null;
      case 'ready':
        await writer.ready();
        return null;
      case 'keep':
      case 'keep-later':
        await keepFor(writer, question);
        return null;
    }
  }

  async function close(): Promise<void> {
    stopping = true;
    await Promise.all(places.map(endOf));
    channel.close();
    await writer.close();
  }

  try {
    const began = Date.now();
    const started: Promise<void>[] = [];
    for (const [number, place] of places.entries()) {
      started.push(launch(number, place, number === 0 ? began : 0));
      // Where any port will do the first finds one, and the others join it there.
      if (port === 0) await started[0];
    }
    await Promise.all(started);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, up: () => Atomics.load(up, 0), deaths: () => deaths, close };
}

async function endOf({ worker, waiting, listeningSince }: Place): Promise<void> {
  if (waiting !== null) clearTimeout(waiting);
  if (worker === null) return;
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const stop: ToWorker = { say: 'stop' };
  if (listeningSince === null) await worker.terminate();
  else worker.postMessage(stop);
  await gone;
}
