// One spelling for everything that phrases are looked for in, and for the phrases themselves.

/**
 * Words in lower case with single spaces: compatibility forms (NFKC) and accents folded, apostrophes and characters that
 * are not seen (zero width, soft hyphen, direction marks) dropped, everything else that is no letter or digit a space.
 */
export function normalisePhrase(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{Default_Ignorable_Code_Point}\u0300-\u036f'’]/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .normalize('NFC');
}
