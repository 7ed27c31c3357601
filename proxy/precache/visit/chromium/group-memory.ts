// How much memory a browser and its helpers take, so that a page that wants all of it gets none of the school's.
import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds between two looks. */
const every = 1_000;
/** A page that is read in a lesson takes less than half of it; beyond this the visit ends. Bytes. */
export const mostMemory = 1_000_000_000;

/**
 * Calls `over` once when a process group takes more than `most` bytes (RSS without what is shared with files); Linux only, elsewhere
 * the visit's time is the bound.
 * @returns what ends the watch
 */
export function watchMemory(group: number, most: number, over: () => void): () => void {
  if (process.platform !== 'linux') return () => undefined;
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      if ((await anonymousMemory(group)) > most) over();
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look().catch(() => undefined), every);
  timer.unref();
  return () => clearInterval(timer);
}

/** Of proc(5): `stat` names the group, `status` the memory in kB. Processes that end meanwhile take none. */
async function anonymousMemory(group: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const shares = await Promise.all(
    pids.map(async (pid) => {
      try {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        if (Number(stat.split(') ').at(-1)?.split(' ')[2]) !== group) return 0;
        return 1_024 * Number(/^RssAnon:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
      } catch {
        return 0;
      }
    }),
  );
  return shares.reduce((sum, share) => sum + share, 0);
}
