// Who a rule is for, inside a sentence.
import { everyone, unknownGroup, type GroupId } from '../model/group.ts';
import type { Words } from './words.ts';

const person = 'person:';

/** With its preposition: “for Key Stage 3”. `name` is the group's own. */
export function audienceInSentence({ audience }: Words, group: GroupId, name: string): string {
  if (group.startsWith(person)) return audience.onePerson;
  if (group === everyone) return audience.everyone;
  return group === unknownGroup ? audience.unknown : audience.group(name);
}
