import { effects, type Effect } from '#policies/model/effect.ts';

export function effectOf(word: string): Effect {
  const effect = effects.find((one) => one === word);
  if (effect === undefined) throw new Error(`“${word}” is not allow, warn or block.`);
  return effect;
}
