import { StoreProblem } from '#store/store-problem.ts';

/** The sentence for a failure that a person can do something about, or null for one that nobody expected. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof StoreProblem) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  const where = 'address' in error && 'port' in error ? { address: String(error.address), port: String(error.port) } : null;
  if (!where) return null;
  if (error.code === 'EADDRINUSE') return `Port ${where.port} on ${where.address} is in use by another program: stop it, or choose another port in the settings.`;
  if (error.code === 'EACCES') return `This user may not listen on port ${where.port}: choose a port from 1024 up in the settings.`;
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${where.address} to listen on: correct "host" in the settings.`;
  return null;
}
