// What a policy does with a category, as the committee reads it.
import type { CategoryEffect } from '../model/effect.ts';

export const effectWords: Readonly<Record<CategoryEffect, string>> = {
  allow: 'allowed',
  warn: 'allowed after a warning',
  'block-unless-approved': 'blocked unless approved',
  block: 'blocked',
};
