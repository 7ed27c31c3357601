import { join } from 'node:path';
import { dataVariable } from '../settings/overrides.ts';

/** What commander read, by camel-cased names. */
export interface Flags {
  readonly data?: string;
  readonly host?: string;
  readonly publicUrl?: string;
  readonly proxyPort?: string;
  readonly proxyWorkers?: string;
  readonly dashboardPort?: string;
  readonly logLevel?: string;
  readonly demo?: boolean;
  readonly key?: string;
  readonly as?: string;
  readonly at?: string;
  readonly place?: string;
  readonly language?: string;
  readonly json?: boolean;
  readonly policy?: string;
  readonly lists?: string;
  readonly discard?: boolean;
}

/** The data folder that a command works on; the demo school has its own inside the default one, never a real school's. */
export function dataPath({ data, demo }: Flags): string {
  if (data !== undefined) return data;
  const usual = process.env[dataVariable] ?? 'data';
  return demo === true ? join(usual, 'demo') : usual;
}

/** Shows a line on the output stream. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
