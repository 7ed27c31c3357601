// Answers as lines of JSON. Most of what a line says is the same for every name of a list, so that it is written once and
// only the line number is put in.
import type { Judge } from '#policies/engine/judge.ts';
import type { CategoryId } from '#policies/model/category.ts';
import type { RuleRef, Verdict } from '#policies/model/verdict.ts';
import { answerOf, judgementOf, type Judgement } from './bulk-answer.ts';
import type { BulkQuestion } from './bulk-question.ts';

/** Stands where the line number will be; no list has so many lines. */
const placeholder = 999_999_999_999;

/** What follows the id, in front of the line number and behind it (twice, as words and as a number). */
type Pieces = readonly string[];

export class AnswerTexts {
  readonly #judge: Judge;
  readonly #known = new Map<RuleRef, Map<string, Pieces>>();
  /** The same by what all verdicts of one kind share; of others there is one for each. */
  readonly #byCategories = new Map<readonly CategoryId[], { readonly rule: RuleRef; readonly pieces: Pieces }>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  textOf(question: BulkQuestion): string {
    const judgement = judgementOf(this.#judge, question);
    const { verdict, flag } = judgement;
    if (verdict === null || flag !== null || verdict.because.carried !== undefined)
      return inAscii(JSON.stringify(answerOf(this.#judge, question.id, judgement)));
    const [front = '', middle = '', end = ''] = this.#piecesOf(verdict);
    const { list } = verdict.because;
    return list === null
      ? `{"id":${idText(question.id)}${front}`
      : `{"id":${idText(question.id)}${front}${list.line}${middle}${list.line}${end}`;
  }

  #piecesOf(verdict: Verdict): Pieces {
    const { rule } = verdict.because;
    const known = this.#byCategories.get(verdict.categories);
    if (known !== undefined && known.rule === rule) return known.pieces;
    const pieces = this.#piecesByName(verdict);
    if (this.#byCategories.size >= mostKept) this.#byCategories.clear();
    this.#byCategories.set(verdict.categories, { rule, pieces });
    return pieces;
  }

  #piecesByName(verdict: Verdict): Pieces {
    const { rule, list } = verdict.because;
    let ofRule = this.#known.get(rule);
    if (ofRule === undefined) this.#known.set(rule, (ofRule = new Map()));
    const key = `${list?.id ?? ''}\n${verdict.category ?? ''}\n${verdict.categories.length === 1 ? '' : verdict.categories.join()}`;
    let pieces = ofRule.get(key);
    if (pieces === undefined) ofRule.set(key, (pieces = this.#write(verdict)));
    return pieces;
  }

  #write(verdict: Verdict): Pieces {
    const { list } = verdict.because;
    const unlined: Judgement = {
      verdict: list === null ? verdict : { ...verdict, because: { ...verdict.because, list: { ...list, line: placeholder } } },
      flag: null,
    };
    return inAscii(JSON.stringify(answerOf(this.#judge, 0, unlined)))
      .slice('{"id":0'.length)
      .split(String(placeholder));
  }
}

const mostKept = 4_096;

/** The same JSON without a character that takes more than a byte: it is put together and written several times as fast. */
export const inAscii = (json: string): string =>
  json.replace(/[^\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const idText = (id: unknown): string => (typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : inAscii(JSON.stringify(id)));
