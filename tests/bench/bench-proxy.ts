// Our proxy beside Debian's Squid and e2guardian on the same work in the same run. The CPU time of each proxy's own processes is what
// counts: rates depend on what else the machine does.
import { join } from 'node:path';
import { inPrivateNetwork } from './proxy/in-network.ts';
import type { Report } from './report.ts';

export function benchProxy(options: readonly string[]): Promise<Report | string> {
  return inPrivateNetwork(join(import.meta.dirname, 'proxy/measure-proxies.ts'), options);
}
