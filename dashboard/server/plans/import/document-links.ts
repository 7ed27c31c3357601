// The links of a document: HTML, or the packages of word processors (ECMA-376, OpenDocument), of which only the parts that hold links are opened.
import { strFromU8, unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import { nothingFound, type Found } from './imported.ts';

/** Of what is packed no part is opened that says it is larger. */
const mostUnpacked = 20_000_000;
const wordLinks = 'word/_rels/document.xml.rels';
const openLinks = 'content.xml';

export const isPackage = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

export function readHtmlLinks(html: string): Found {
  return linksIn(html, false, (name, attributes) => (name === 'a' ? attributes['href'] : undefined));
}

export function readPackageLinks(bytes: Uint8Array): Found {
  const found = nothingFound();
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => (name === wordLinks || name === openLinks) && originalSize <= mostUnpacked,
    });
  } catch {
    found.problems.push({ line: 0, problem: 'The document is damaged.' });
    return found;
  }
  const [word, open] = [parts[wordLinks], parts[openLinks]];
  if (word !== undefined)
    return linksIn(strFromU8(word), true, (name, attributes) =>
      name === 'Relationship' && attributes['TargetMode'] === 'External' ? attributes['Target'] : undefined,
    );
  if (open !== undefined)
    return linksIn(strFromU8(open), true, (name, attributes) => (name === 'text:a' ? attributes['xlink:href'] : undefined));
  found.problems.push({ line: 0, problem: 'This is no document of a word processor (.docx or .odt), or there are no links in it.' });
  return found;
}

function linksIn(text: string, xml: boolean, linkOf: (name: string, attributes: Record<string, string>) => string | undefined): Found {
  const links: { url: string; what: string }[] = [];
  let open: { url: string; what: string } | null = null;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const url = linkOf(name, attributes)?.trim();
        if (url === undefined || !/^https?:\/\//i.test(url)) return;
        open = { url, what: '' };
        links.push(open);
      },
      ontext(words) {
        if (open !== null && open.what.length < 500) open.what += words;
      },
      onclosetag(name) {
        if (name === 'a' || name === 'text:a') open = null;
      },
    },
    { xmlMode: xml },
  );
  parser.end(text);
  const tidy = (what: string): string => what.replace(/\s+/g, ' ').trim().slice(0, 500);
  return { ...nothingFound(), links: links.map(({ url, what }) => ({ url, what: tidy(what) === url ? '' : tidy(what) })) };
}
