// The text of an address on the web, for what only a site itself can say.
import { longestAnswer, patience } from '#policies/engine/video-owners.ts';

/** Rejects when nothing usable comes in time. With the person's own cookies, as the page that is asked about would be. */
export async function pageText(fetch: typeof globalThis.fetch, url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
  if (!response.ok || response.body === null) throw new Error(`The site answered ${response.status}.`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > longestAnswer) throw new Error('The answer is too long.');
  }
  return text;
}
