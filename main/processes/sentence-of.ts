import { StoreProblem } from '#store/store-problem.ts';

/** The sentence for a failure that a person can do something about, or null for one that nobody expected. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof StoreProblem) return error.message;
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error) || error.syscall !== 'listen') return null;
  const address = 'address' in error ? String(error.address) : 'this machine';
  const port = 'port' in error ? `Port ${String(error.port)}` : 'The port';
  if (error.code === 'EADDRINUSE')
    return `${port} on ${address} is in use by another program: stop it, or choose another port in the settings.`;
  if (error.code === 'EACCES') return `${port} may not be used by this user: choose a port from 1024 up in the settings.`;
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${address} to listen on: correct "host" in the settings.`;
  return null;
}
