// A form that one of our own pages sends.
import type { Exchange } from './exchange.ts';
import { wholeOf } from './whole-body.ts';

/** What was sent (`application/x-www-form-urlencoded`); of more than `longest` bytes, nothing. */
export async function sentForm({ request }: Exchange, longest: number): Promise<URLSearchParams> {
  const body = request.body?.();
  const bytes = body === undefined ? null : await wholeOf(body, longest);
  return new URLSearchParams(bytes?.toString('utf8') ?? '');
}
