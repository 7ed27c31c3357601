// What each phase may reach by category, where a school has not decided otherwise. One line a category, so that a
// committee can read it as a table.
import type { CategoryId } from '../model/category.ts';
import type { Effect } from '../model/effect.ts';
import { starterPhases, type StarterPhase } from './starter-groups.ts';

const b: Effect = 'block';
const w: Effect = 'warn';
const a: Effect = 'allow';

/** Columns in the order of the phases: ks1, ks2, ks3, ks4, sixth-form, staff, guest, unknown. */
const table: Readonly<Record<CategoryId, readonly Effect[]>> = {
  pornography: [b, b, b, b, b, b, b, b],
  violence: [b, b, b, b, b, b, b, b],
  weapons: [b, b, b, b, b, w, b, b],
  hate: [b, b, b, b, b, b, b, b],
  extremism: [b, b, b, b, b, b, b, b],
  'self-harm': [b, b, b, b, b, b, b, b],
  suicide: [b, b, b, b, b, b, b, b],
  'eating-disorder': [b, b, b, b, b, b, b, b],
  drugs: [b, b, b, b, b, w, b, b],
  'alcohol-tobacco': [b, b, b, b, b, w, b, b],
  misinformation: [b, b, b, b, w, w, w, b],
  video: [b, b, a, a, a, a, a, b],
  music: [b, a, a, a, a, a, a, b],
  news: [b, a, a, a, a, a, a, a],
  education: [a, a, a, a, a, a, a, a],
  'search-engine': [a, a, a, a, a, a, a, a],
  translation: [b, a, a, a, a, a, a, b],
  'ai-tools': [b, b, b, b, w, a, b, b],
  'social-media': [b, b, b, b, a, a, w, b],
  chat: [b, b, b, b, a, a, w, b],
  dating: [b, b, b, b, b, b, b, b],
  forums: [b, b, b, w, a, a, a, b],
  mail: [b, b, b, b, a, a, a, b],
  grooming: [b, b, b, b, b, b, b, b],
  bullying: [b, b, b, b, b, b, b, b],
  games: [b, b, b, b, a, a, w, b],
  'proxy-avoidance': [b, b, b, b, b, b, b, b],
  piracy: [b, b, b, b, b, b, b, b],
  'file-sharing': [b, b, b, w, a, a, w, b],
  'essay-mills': [b, b, b, b, b, w, b, b],
  gambling: [b, b, b, b, b, b, b, b],
  shopping: [b, b, w, a, a, a, a, b],
  advertising: [b, b, b, b, b, b, b, b],
  malware: [b, b, b, b, b, b, b, b],
  scams: [b, b, b, b, b, b, b, b],
};

const rowOf = (column: number): Record<CategoryId, Effect> =>
  Object.fromEntries(Object.entries(table).map(([category, effects]) => [category, effects[column] ?? b]));

export const starterGrid = Object.fromEntries(starterPhases.map((phase, column) => [phase, rowOf(column)])) as Readonly<
  Record<StarterPhase, Record<CategoryId, Effect>>
>;
