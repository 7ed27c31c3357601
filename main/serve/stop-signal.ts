/**
 * Resolves when somebody wants this process to end: Ctrl-C, `kill`, a closed terminal, or the end of the process that
 * started it. A terminal, npm and a starting script may each pass on the same Ctrl-C, so repeats mean nothing.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.on('disconnect', () => resolve());
  });
}
