// Whether somebody still waits for an answer. As much of an `AbortSignal` as the data path needs: one of those costs as much as
// reading a request (an event target, an exception, a registry), and every request has one.

/** An `AbortSignal` is one, too. */
export interface Abandonment {
  readonly aborted: boolean;
  /** `once` is what happens in any case: somebody goes only once. */
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Why what was begun for a client comes to nothing. */
export const clientWentAway = (): Error => new Error('the client went away');

/** For whoever learns that nobody waits any more. */
export class Waiting implements Abandonment {
  #aborted = false;
  #listeners: (() => void)[] = [];

  get aborted(): boolean {
    return this.#aborted;
  }

  /** Tells every listener, once. Whoever listens afterwards is not told, as with an `AbortSignal`. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.#aborted) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at !== -1) this.#listeners.splice(at, 1);
  }
}
