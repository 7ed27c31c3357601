// The words of a page by htmlparser2's parser: what ours is held to.
import { Parser } from 'htmlparser2';

const unseen = ['script', 'style', 'noembed', 'noframes', 'iframe'];
const seenAttributes = ['alt', 'title', 'placeholder', 'aria-label', 'aria-description', 'label', 'summary'];

/** Text and texts in attributes without white space; nothing of templates, comments and scripts. */
export function parsedWords(page: string): string {
  let seen = '';
  let hidden = false;
  let templates = 0;
  const parser = new Parser(
    {
      ontext: (text) => void (hidden || templates > 0 || (seen += text)),
      onattribute: (name, value) => void (templates === 0 && seenAttributes.includes(name) && (seen += value)),
      onopentag: (name) => {
        if (unseen.includes(name)) hidden = true;
        if (name === 'template') templates++;
      },
      onclosetag: (name, implied) => {
        if (unseen.includes(name)) hidden = false;
        if (!implied && name === 'template' && templates > 0) templates--;
      },
    },
    { decodeEntities: true },
  );
  parser.write(page);
  parser.end();
  return seen.replace(/\s+/g, '');
}
