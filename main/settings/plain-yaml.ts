import type { Document } from 'yaml';
import { done, failed, type Outcome } from '../outcome.ts';

/** What a YAML document says, as plain values. An alias without its anchor, and aliases that would grow without end, are found out only here. */
export function plainValue(document: Document): Outcome<unknown> {
  try {
    return done(document.toJS());
  } catch (error) {
    return failed(error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
  }
}
