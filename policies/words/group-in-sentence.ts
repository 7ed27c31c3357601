import { unknownGroup } from '../model/group.ts';

/** Who a rule is for, inside a sentence: the group's own name, but for the group of those who have none. */
export function groupInSentence(group: string, name: string): string {
  return group === unknownGroup ? 'people whom the filter does not know' : name;
}
