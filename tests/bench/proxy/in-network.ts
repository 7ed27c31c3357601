// Runs the benchmark in a network of its own, where every name is this machine and nothing else can be reached.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Report } from '../report.ts';

const reported = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number()]))),
  notes: z.array(z.string()),
  figures: z.looseObject({}),
  peers: z.record(z.string(), z.string()),
});

const setup =
  'ip link set lo up && mount --bind "$1" /etc/resolv.conf && shift && ' +
  '{ sysctl -qw net.ipv4.ip_local_port_range="1024 65000" net.ipv4.tcp_tw_reuse=1 net.core.somaxconn=8192 2>/dev/null || true; } && ' +
  '{ ulimit -n "$(ulimit -Hn)" || true; } && exec "$@"';

/** A sentence instead of a report: this machine cannot do it. `script` sends the report to whoever started it. */
export async function inPrivateNetwork(script: string, options: readonly string[]): Promise<Report | string> {
  const missing = ['unshare', 'ip', 'mount'].filter((program) => spawnSync('which', [program]).status !== 0);
  if (process.platform !== 'linux' || missing.length > 0)
    return `The benchmark runs in a network of its own on Linux, which needs ${missing.join(', ') || 'Linux'}.`;
  const folder = mkdtempSync(join(tmpdir(), 'schoolgate-network-'));
  const names = join(folder, 'resolv.conf');
  writeFileSync(names, 'nameserver 127.0.0.1\noptions timeout:2\n');
  const own = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const child = spawn(
    'unshare',
    [...own, '--net', '--mount', '--propagation', 'private', 'sh', '-c', setup, 'sh', names, process.execPath, script, ...options],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  try {
    const message = await new Promise<unknown>((resolve) => {
      child.once('message', resolve);
      child.once('exit', (code) => resolve(`The benchmark ended with ${code} before it had figures; what it said is above.`));
    });
    return typeof message === 'string' ? message : reported.parse(message);
  } finally {
    if (child.connected) child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
