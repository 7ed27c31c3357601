// What of an error may stand in an operators' log: its kind and place. Messages are left out, because they quote addresses.

export interface LoggedError {
  readonly error: string;
  readonly code: string | null;
  readonly at: readonly string[];
}

export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { error: typeof error, code: null, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, code, at: frames.slice(0, 5).map((line) => line.trim()) };
}
