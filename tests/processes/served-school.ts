// `schoolgate serve` as a real process with real children, on ports and a data folder of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCache } from '../../start/launch.mjs';
import { eventually } from '../support/events.ts';

/** As `start/` launches it: with a cache of compiled code, and a channel by which it notices our end. */
const launched = { ...process.env, NODE_COMPILE_CACHE: compileCache };
const program = fileURLToPath(new URL('../../main/cli.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line program to its end. */
export async function schoolgate(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...launched, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const said = collect(child);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...said() };
}

export interface ServedSchool {
  readonly pid: number;
  readonly dashboardUrl: string;
  readonly proxyPort: number;
  /** The one-time link that was printed, or null. */
  readonly link: string | null;
  /** Milliseconds from launch to the announcement. */
  readonly readyAfter: number;
  out(): string;
  err(): string;
  /** Process number of a child as it is now, or null between its end and its next start. */
  childPid(part: 'proxy' | 'dashboard'): number | null;
  /** What happens when the process that started it is killed; waits for the end. */
  abandon(): Promise<number | null>;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; afterMs: number }>;
}

/** Everybody on this machine is in key stage 3; the log is as talkative as it can be. */
const settings = `addresses:
  - { cidr: 127.0.0.0/8, group: ks3, name: Test room }
log:
  level: debug
`;

export function newDataFolder(text: string = settings): string {
  const folder = mkdtempSync(join(tmpdir(), 'schoolgate-served-'));
  mkdirSync(join(folder, 'lists'));
  writeFileSync(join(folder, 'settings.yaml'), text);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Resolves when the school is announced; throws with what was said when it is not. */
export async function serveSchool(
  data: string,
  {
    command = 'serve',
    flags = ['--proxy-port', '0', '--dashboard-port', '0'],
  }: { command?: 'serve' | 'proxy' | 'dashboard'; flags?: readonly string[] } = {},
): Promise<ServedSchool> {
  const from = performance.now();
  const child = spawn(process.execPath, [program, command, '--data', data, ...flags], {
    env: launched,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said = collect(child);
  const over = new Promise<number | null>((resolve) => child.on('close', resolve));
  let closed = false;
  void over.then(() => (closed = true));
  await eventually(
    'the school is served',
    () => {
      if (closed) throw new Error(`serve ended: ${said().out}${said().err}`);
      return said().out.includes('is being served') && said().out.includes('Settings');
    },
    30_000,
  );
  const { pid = 0 } = child;
  const { out } = said();
  return {
    pid,
    readyAfter: performance.now() - from,
    dashboardUrl: /Dashboard +(\S+)/.exec(out)?.[1] ?? '',
    proxyPort: Number(/Proxy +\S+:(\d+)/.exec(out)?.[1]),
    link: /(http\S+\/sign-in\/\S+)/.exec(out)?.[1] ?? null,
    out: () => said().out,
    err: () => said().err,
    childPid: (part) => childrenOf(pid).find((each) => commandOf(each).includes(`${part}-process`)) ?? null,
    async abandon() {
      child.disconnect();
      const [code] = await once(child, 'exit');
      return code;
    },
    async end(signal = 'SIGINT') {
      const asked = performance.now();
      child.kill(signal);
      return { code: await over, afterMs: performance.now() - asked };
    },
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function collect(child: ChildProcess): () => { out: string; err: string } {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => (out += chunk));
  child.stderr?.on('data', (chunk) => (err += chunk));
  return () => ({ out, err });
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
