// How each effect of a category is shown: a word, a shape and a colour.
import type { CategoryEffect } from '#policies/model/effect.ts';
import type { Tone } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

export const categoryEffectLooks: Readonly<
  Record<CategoryEffect, { readonly word: string; readonly tone: Tone; readonly icon: IconName }>
> = {
  allow: { word: 'Allowed', tone: 'good', icon: 'allow' },
  warn: { word: 'Warned', tone: 'care', icon: 'warn' },
  'block-unless-approved': { word: 'Unless approved', tone: 'bad', icon: 'block' },
  block: { word: 'Blocked', tone: 'bad', icon: 'block' },
};
