import type { CategoryEffect } from '#policies/model/effect.ts';
import { Icon } from '../../ui/icon.tsx';
import { categoryEffectLooks } from '../../words/effect-looks.ts';

/** An effect as a shape with its word. */
export function EffectMark({ effect }: { effect: CategoryEffect }) {
  const look = categoryEffectLooks[effect];
  return (
    <span class="mark">
      <span class={look.tone}>
        <Icon name={look.icon} />
      </span>
      {look.word}
    </span>
  );
}
