// Learns whose videos are: each is asked for once, whoever wants to know it meanwhile waits for the same answer, and what was learnt is
// kept by whoever enforces.
import { asksForOwner, ownerIn } from './channel-address.ts';

/** Where answers are kept, each for so many milliseconds. */
export interface OwnersKept {
  get(video: string): Promise<readonly string[]> | undefined;
  set(video: string, owners: Promise<readonly string[]>, options: { readonly ttl: number }): unknown;
}

/** Milliseconds: videos are not given to others; what could not be learnt is asked for again soon. */
const keptFor = { known: 6 * 3_600_000, unknown: 30_000 };

/** Milliseconds that an answer may take: somebody waits. */
export const patience = 6_000;
/** Bytes of an answer that are read. A page of YouTube's has one to two million. */
export const longestAnswer = 4_000_000;

/**
 * For each video (`youtube:…`) the names of the channel that it is of; none where they could not be learnt.
 * @param read the text at an address, or a rejection, within `patience`
 */
export function learnOwners(
  kept: OwnersKept,
  read: (url: string) => Promise<string>,
): (videos: readonly string[]) => Promise<readonly (readonly string[])[]> {
  async function askFor(video: string): Promise<readonly string[]> {
    for (const url of asksForOwner(video)) {
      const names = await read(url).then(
        (answer) => ownerIn(video, answer),
        () => [],
      );
      if (names.length > 0) return names;
    }
    return [];
  }

  function ownerOf(video: string): Promise<readonly string[]> {
    const found = kept.get(video);
    if (found !== undefined) return found;
    const owner = askFor(video).then((names) => {
      kept.set(video, owner, { ttl: names.length === 0 ? keptFor.unknown : keptFor.known });
      return names;
    });
    kept.set(video, owner, { ttl: keptFor.unknown });
    return owner;
  }

  return (videos) => Promise.all(videos.map(ownerOf));
}
