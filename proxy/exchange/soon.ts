// What is there already, or will be.

/**
 * Of a request most is known at once, and every promise that only says so costs as much as a judgement; so whoever can answer at
 * once does, and whoever reads the answer asks with `andThen`.
 */
export type Soon<T> = T | Promise<T>;

/** `use` of what is there, at once or when it is. */
export function andThen<T, R>(value: Soon<T>, use: (value: T) => Soon<R>): Soon<R> {
  return value instanceof Promise ? value.then(use) : use(value);
}
