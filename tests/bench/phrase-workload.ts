// Phrases and text for the phrase benchmark: made of words as common and as long as English ones are, the same every time.
import { seededRandom } from '#main/demo/random.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';

export interface PhraseWorkload {
  readonly phrases: readonly string[];
  readonly list: PhraseList;
  /** Text as pages have it: capitals, punctuation, digits, now and then a letter outside ASCII. In pieces as they arrive. */
  readonly raw: readonly string[];
  /** The same words in lower case with single spaces. */
  readonly normalised: readonly string[];
  readonly bytes: { readonly raw: number; readonly normalised: number };
}

const common =
  'the of and to a in is it you that he was for on are with as his they be at one have this from or had by not but some what there we can out other were all your when up use how said an each she which do their time if will way about many then them would write like so these her long make thing see him two has look more day could go come did my sound no most who over know than call first may down side been now find'.split(
    ' ',
  );
const syllables =
  'ba ke ti mor lan der ing ed pro con st er un able ca ri no ve sh ou th ly ment qu pre tion al is en fa lo mi ra sen tal vor wes'.split(
    ' ',
  );
const piece = 16_384;

export function makePhraseWorkload(phraseCount: number, megabytes: number): PhraseWorkload {
  const random = seededRandom(5_000);
  const words = [...common];
  const made = (): string => Array.from({ length: random.whole(1, 4) }, () => random.pick(syllables)).join('');
  while (words.length < 12_000) words.push(made());
  // Zipf: the hundredth word is a hundred times rarer than the first.
  const word = (): string => words[Math.min(words.length - 1, Math.floor(words.length ** random.fraction()) - 1)] ?? '';
  const ordinary = new Set(words);
  const phrases = new Set<string>();
  while (phrases.size < phraseCount) {
    // One word of a phrase is one that ordinary text does not have; the others are as common as elsewhere: “how to”, “my”.
    const rare = made();
    const others = Array.from({ length: random.whole(0, 3) }, word);
    others.splice(random.whole(0, others.length), 0, rare);
    if (rare.length > 3 && !ordinary.has(rare)) phrases.add(others.join(' '));
  }
  const worrying = [...phrases];
  const [raw, normalised]: [string[], string[]] = [[], []];
  let begins = true;
  for (let size = 0; size < megabytes * 1e6;) {
    const plain = random.chance(0.02) ? String(random.whole(1, 2_026)) : random.chance(0.0005) ? random.pick(worrying) : word();
    const shown = begins ? plain.slice(0, 1).toUpperCase() + plain.slice(1) : plain;
    begins = random.chance(0.07);
    raw.push(
      random.chance(0.004)
        ? `“${shown}”`
        : random.chance(0.004)
          ? `${shown}’s`
          : begins
            ? `${shown}.`
            : random.chance(0.06)
              ? `${shown},`
              : shown,
    );
    normalised.push(plain);
    size += plain.length + 1;
  }
  const [rawPieces, plainPieces] = [piecesOf(raw.join(' ')), piecesOf(normalised.join(' '))];
  return {
    phrases: [...phrases],
    list: { id: 'bench', name: 'Bench', category: 'hate', entries: [...phrases].map((phrase, index) => [index + 1, 'medium', phrase]) },
    raw: rawPieces,
    normalised: plainPieces,
    bytes: { raw: bytesOf(rawPieces), normalised: bytesOf(plainPieces) },
  };
}

/** As a decoder hands them on: strings of their own. */
function piecesOf(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += piece) pieces.push(decoder.decode(bytes.subarray(from, from + piece), { stream: true }));
  return pieces;
}

const bytesOf = (pieces: readonly string[]): number => pieces.reduce((sum, each) => sum + Buffer.byteLength(each), 0);
