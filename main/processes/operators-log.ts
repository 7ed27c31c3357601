import { destination, pino, type Logger } from 'pino';

/** The operators' log of one process: JSON lines on the error stream, about the system and never about a pupil. */
export function operatorsLog(name: string, level: string): Logger {
  return pino({ name, level }, destination({ fd: 2, sync: true }));
}
