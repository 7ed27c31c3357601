// Ours, with policy, list, records and cache.
import { z } from 'zod';
import { startChild } from '../measured-child.ts';
import type { Peer, PeerSettings } from './peer.ts';
import { ProcessGroup } from './process-group.ts';
import { pinnedTo } from './start-program.ts';

const placeSchema = z.object({ port: z.number(), authority: z.string() });

export async function startSchoolgate({ root, list }: PeerSettings): Promise<Peer> {
  const child = await startChild('proxy-under-load.ts', { root, list }, (message) => placeSchema.parse(message), [...pinnedTo(0)]);
  const group = new ProcessGroup(child.pid);
  const { port, authority } = child.ready;
  return {
    name: 'schoolgate',
    port,
    plainPort: port,
    authority,
    group,
    async stop() {
      group.signal('SIGCONT');
      await child.stop();
    },
  };
}
