// A list as somebody pasted it: an address a line, with words before or behind it that say what for.
import { addressesIn, nothingFound, trimmed, type Found } from './imported.ts';

/** `museum.example/rivers`, as people write addresses. */
const bare = /^(?:www\.[^\s/]+\.[a-z]{2,}|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,10}\.[a-z]{2,24}(?=\/|$))\S*$/i;

/** The line without its addresses, which are in their order; in one pass, whatever somebody pastes. */
function withoutAll(line: string, addresses: readonly string[]): string {
  const rest: string[] = [];
  let from = 0;
  for (const address of addresses) {
    const at = line.indexOf(address, from);
    rest.push(line.slice(from, at));
    from = at + address.length;
  }
  return [...rest, line.slice(from)].join(' ');
}

export function readLinkList(text: string): Found {
  const found = nothingFound();
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const addresses = addressesIn(line);
    const rest = trimmed(withoutAll(line, addresses));
    if (addresses.length > 0) for (const url of addresses) found.links.push({ url, what: rest });
    else {
      const [first = '', ...words] = line.trim().split(/\s+/);
      if (bare.test(first)) found.links.push({ url: `https://${first}`, what: trimmed(words.join(' ')) });
      else found.problems.push({ line: index + 1, problem: 'There is no address in this line.' });
    }
  }
  return found;
}
