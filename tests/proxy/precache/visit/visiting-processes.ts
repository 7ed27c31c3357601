// The processes of visiting browsers, by what Linux says of them (proc(5)).
import { readdirSync, readFileSync } from 'node:fs';

export interface VisitingProcess {
  readonly pid: number;
  readonly arguments: readonly string[];
  readonly user: number;
  /** 2: system calls are filtered, as in Chromium's sandbox. */
  readonly seccomp: number;
  /** Memory of its own and its share of what is shared (PSS), bytes; and what of it no file stands behind. */
  readonly memory: number;
  readonly anonymous: number;
}

/** @param proxy process id of the proxy that started them */
export function visitingProcesses(proxy: number): VisitingProcess[] {
  const leaders = all().filter(({ arguments: given }) => given.some((one) => one.includes(`/schoolgate-visit-${proxy}-`)));
  const groups = new Set(leaders.map(({ group }) => group));
  return all()
    .filter(({ group }) => groups.has(group))
    .flatMap(({ pid, arguments: given }) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
        const kilobytes = (name: string): number => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
        const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
        return {
          pid,
          arguments: given,
          user: of('Uid'),
          seccomp: of('Seccomp'),
          memory: kilobytes('Pss'),
          anonymous: kilobytes('Pss_Anon'),
        };
      } catch {
        return [];
      }
    });
}

function all(): { pid: number; group: number; arguments: string[] }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const group = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2]);
        return { pid: Number(name), group, arguments: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0') };
      } catch {
        return [];
      }
    });
}
