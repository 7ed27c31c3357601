// Which lists a name is on, as one small number: names are many, the combinations of lists they are on are few.
import type { ListMeta } from '../lists/list-item.ts';

/** Lists that a name is on, and how far that reaches. */
export interface CategorySet {
  /** `2 × list + 1` where the list means the name alone, `2 × list` where it means what is below the name too; ascending. */
  readonly members: readonly number[];
  /** Some paths of the host are listed by themselves: `1` for the host alone, `2` for what is below it too, `3` for both. */
  readonly paths: number;
}

/** A list as a table knows it. */
export interface TableList extends ListMeta {
  /** Number of its last line: a line beyond it is no line of the list. */
  readonly lines: number;
  /** Names, ranges and expressions that were taken from it. */
  readonly entries: number;
}

export const memberOf = (list: number, alone: boolean): number => 2 * list + (alone ? 1 : 0);
export const listOfMember = (member: number): number => member >>> 1;
export const isAlone = (member: number): boolean => (member & 1) === 1;

/** Numbers the different sets it meets from 0. */
export class CategorySets {
  readonly sets: CategorySet[] = [];
  readonly #numbers = new Map<string, number>();
  /** Almost every name is on one list. */
  readonly #single = new Map<number, number>();

  numberOf(members: readonly number[], paths: number): number {
    if (members.length !== 1 || paths !== 0) return this.#numberOf(members, paths);
    const [member = 0] = members;
    let number = this.#single.get(member);
    if (number === undefined) this.#single.set(member, (number = this.#numberOf(members, paths)));
    return number;
  }

  #numberOf(members: readonly number[], paths: number): number {
    const key = `${paths}|${members.join(',')}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.sets.push({ members: [...members], paths }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
