// Reads the words of a page from its bytes as they pass: codings undone, characters decoded, mark-up left out, phrases sought.
// Time and memory are bounded by what is read of it at most.
import type { PhraseFindings } from '#policies/phrases/phrase-findings.ts';
import type { PhraseScanner } from '#policies/phrases/phrase-scanner.ts';
import { charsetReader } from './charset.ts';
import { undoCodings } from './content-coding.ts';
import { HtmlWords } from './html-words.ts';
import type { TextForm, TextKind } from './text-kind.ts';

export interface PageReader {
  /** `taken` is called when more may be given; at once when nothing more is read. */
  write(bytes: Uint8Array, taken: () => void): void;
  /** The page ends here; `ended` is called when all of it is read. */
  end(ended: () => void): void;
  stop(): void;
  /** As much was read as ever will be. */
  full(): boolean;
  /** Reads what waits for more of its kind: a verdict is wanted now. */
  hurry(): void;
  soFar(): PhraseFindings;
  /** All that was found in what was read. To be called once, after which nothing more is read. */
  findings(): PhraseFindings;
}

/** Data is shown as it is; nobody reads far in it. */
const mostData = 65_536;

export function pageReader({ form, label }: TextKind, codings: readonly string[], readBytes: number, scanner: PhraseScanner): PageReader {
  const most = form === 'json' ? Math.min(mostData, readBytes) : readBytes;
  let read = 0;
  let full = false;
  let text: TextSink | null = form === null ? null : sinkOf(form, scanner);
  const characters = charsetReader(label, form === 'xml' ? 'xml' : form === 'html' || form === null ? 'html' : null);

  function take(piece: string): void {
    if (piece === '') return;
    text ??= sinkOf(/^\s*</.test(piece) ? 'html' : 'plain', scanner);
    text.write(piece);
  }
  const coded = undoCodings(codings, most, (bytes) => {
    if (full) return;
    const wanted = bytes.subarray(0, most - read);
    read += wanted.length;
    take(characters.read(wanted));
    if (read >= most) full = true;
  });

  return {
    write(bytes, taken) {
      if (full) return taken();
      coded.write(bytes, () => {
        if (full) coded.stop();
        taken();
      });
    },
    end(ended) {
      if (full) ended();
      else coded.end(ended);
    },
    stop() {
      full = true;
      coded.stop();
    },
    full: () => full,
    soFar: () => scanner.soFar(),
    hurry: () => take(characters.hurry()),
    findings() {
      full = true;
      take(characters.end());
      text?.end();
      return scanner.end();
    },
  };
}

interface TextSink {
  write(text: string): void;
  end(): void;
}

function sinkOf(form: TextForm, scanner: PhraseScanner): TextSink {
  if (form === 'html' || form === 'xml') return new HtmlWords((words) => scanner.push(words), { xml: form === 'xml' });
  if (form === 'json') return jsonSink(scanner);
  return { write: (text) => scanner.push(text), end: () => {} };
}

/** JSON with its escapes undone (RFC 8259 §7); whatever else it is made of are gaps between words already. */
function jsonSink(scanner: PhraseScanner): TextSink {
  let rest = '';
  const push = (text: string): void =>
    scanner.push(
      text.replace(/\\(?:u([\da-fA-F]{4})|(.))/gs, (_all, code?: string, one?: string) =>
        code === undefined ? (one === '"' ? '"' : ' ') : String.fromCharCode(Number.parseInt(code, 16)),
      ),
    );
  return {
    write(text) {
      const whole = rest + text;
      const cut = /\\(?:u[\da-fA-F]{0,3})?$/.exec(whole)?.index ?? whole.length;
      rest = whole.slice(cut);
      push(whole.slice(0, cut));
    },
    end: () => push(rest),
  };
}
