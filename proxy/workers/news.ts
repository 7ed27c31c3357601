// What the workers of one proxy tell all others. Who tells something does not hear it.
import { BroadcastChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { CacheNews } from '../cache/neighbours.ts';

declare module 'node:worker_threads' {
  // Node takes both kinds (https://nodejs.org/api/worker_threads.html#workerreceivemessageonportport); its types know one.
  function receiveMessageOnPort(port: BroadcastChannel): { message: unknown } | undefined;
}

/** Each kind of news with what it says. */
export interface Topics {
  readonly cache: CacheNews;
  /** Claims that were let go of (`claims.ts`), by their numbers. */
  readonly landed: readonly number[];
  /** A search that has its event (`recent-searches.ts`). */
  readonly searched: { readonly key: string; readonly at: number };
  /** What devices make of our certificate (`rejection-book.ts`). */
  readonly accepted: { readonly device: string | null };
  readonly rejected: { readonly host: string; readonly device: string | null };
  /** A guest's code (`guest-tries.ts`). */
  readonly tried: { readonly address: string; readonly at: number };
  /** Somebody went on after a warning (`warnings/acceptances.ts`). */
  readonly 'went-on': { readonly key: string; readonly until: number };
}
type Topic = keyof Topics;
type Message = { [T in Topic]: { readonly topic: T; readonly says: Topics[T] } }[Topic];
type Listeners = { [T in Topic]: ((says: Topics[T]) => void)[] };

export class News {
  readonly #channel: BroadcastChannel;
  readonly #listeners: Listeners = { cache: [], landed: [], searched: [], accepted: [], rejected: [], tried: [], 'went-on': [] };

  /** @param name the same for all workers of a proxy, and for no other */
  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', (event: Event & { readonly data?: unknown }) => this.#hand(event.data as Message));
    this.#channel.unref();
  }

  tell<T extends Topic>(topic: T, says: Topics[T]): void {
    this.#channel.postMessage({ topic, says });
  }

  on<T extends Topic>(topic: T, listener: (says: Topics[T]) => void): void {
    this.#listeners[topic].push(listener);
  }

  /** Hears at once what has been told already and would otherwise be heard a moment later. */
  catchUp(): void {
    for (let waiting = receiveMessageOnPort(this.#channel); waiting; waiting = receiveMessageOnPort(this.#channel))
      this.#hand(waiting.message as Message);
  }

  close(): void {
    this.#channel.close();
  }

  #hand(message: Message): void {
    // Each topic's listeners take what is said of that topic; the compiler cannot follow it through the table.
    const listeners: readonly ((says: never) => void)[] = this.#listeners[message.topic];
    for (const listener of listeners) listener(message.says as never);
  }
}
