// How a measured process is told what to do and says that it is ready; it ends when whoever started it lets go.

export async function settings<Settings>(read: (message: unknown) => Settings): Promise<Settings> {
  return read(await new Promise<unknown>((resolve) => process.once('message', resolve)));
}

/** `close` tidies up; whatever is open then ends with the process. */
export function ready(where: object, close: () => Promise<void> | void = () => undefined): void {
  process.once('disconnect', () => void Promise.resolve(close()).finally(() => process.exit(0)));
  process.send?.(where);
}
