// What a new school does with the words of pages: somebody looks, nothing is stopped. Words alone are poor judges: a page that
// warns of something uses the words of one that sells it.
import type { PagePolicy, WordLimits } from '../contracts/page-policy.ts';
import type { CategoryId } from '../model/category.ts';
import { starterPhases } from './starter-groups.ts';

/** Two grave phrases, or many light ones, that no context speaks for. */
const looked: WordLimits = { flag: 120 };

const harms: readonly CategoryId[] = [
  'pornography',
  'violence',
  'weapons',
  'hate',
  'extremism',
  'self-harm',
  'suicide',
  'eating-disorder',
  'drugs',
  'grooming',
  'bullying',
];

export const starterPages: PagePolicy = {
  words: Object.fromEntries(
    starterPhases.filter((phase) => phase !== 'staff').map((phase) => [phase, Object.fromEntries(harms.map((id) => [id, looked]))]),
  ),
  files: {},
};
