export interface StopSignal {
  /** Resolves when somebody wants this process to end. */
  readonly given: Promise<void>;
  /** Listens to the signals only: the channel to the process that started this one would keep it alive for ever. */
  forget(): void;
}

/**
 * Ctrl-C, `kill`, a closed terminal, or the end of the process that started this one. A terminal, npm and a starting
 * script may each pass on the same Ctrl-C, so repeats mean nothing.
 */
export function stopSignal(): StopSignal {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = (): void => resolve();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  return {
    given: promise,
    forget() {
      process.off('disconnect', stop);
      process.channel?.unref();
    },
  };
}
