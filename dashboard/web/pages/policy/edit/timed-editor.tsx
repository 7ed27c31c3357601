import { categoryEffects, type CategoryEffect } from '#policies/model/effect.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { effectWords } from '#policies/words/effect-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/loaded.tsx';
import { Choice } from './choice.tsx';
import { groupChoices, withItem, type Drafting } from './drafting.ts';

const free = categories.filter((category) => !category.mandatory);

/** Entries that stand in place of the grid while a schedule holds. */
export function TimedEditor({ policy, change }: Drafting) {
  const { timed = [], schedules = [], groups } = policy;
  const first = schedules[0];
  const phase = groups.find(({ kind }) => kind === 'phase');
  return (
    <div class="stack">
      {timed.length === 0 && <Empty title="Nothing depends on the time">The grid holds at all hours until you add an entry.</Empty>}
      {timed.map((entry, place) => {
        const put = (part: Partial<typeof entry>) => change({ timed: withItem(timed, place, { ...entry, ...part }) });
        return (
          <fieldset key={place} class="inset edit-row">
            <legend class="out-of-sight">Entry {place + 1}</legend>
            <Choice
              label="While"
              value={entry.schedule}
              options={schedules.map(({ id, name }) => ({ value: id, label: name }))}
              onPick={(schedule) => put({ schedule })}
            />
            <Choice label="For" value={entry.group} options={groupChoices(groups)} onPick={(group) => put({ group })} />
            <Choice
              label="Category"
              value={entry.category}
              options={free.map(({ id, name }) => ({ value: id, label: name }))}
              onPick={(category) => put({ category })}
            />
            <Choice
              label="Is"
              value={entry.effect}
              options={categoryEffects.map((value) => ({ value, label: effectWords[value] }))}
              onPick={(value) => put({ effect: value as CategoryEffect })}
            />
            <Button kind="quiet" onPress={() => change({ timed: withItem(timed, place, null) })}>
              Take out<span class="out-of-sight"> entry {place + 1}</span>
            </Button>
          </fieldset>
        );
      })}
      {first === undefined ? (
        <p class="quiet-text">Make a schedule first.</p>
      ) : (
        <div>
          <Button
            onPress={() =>
              change({
                timed: [...timed, { schedule: first.id, group: phase?.id ?? 'everyone', category: free[0]?.id ?? '', effect: 'block' }],
              })
            }
          >
            Add an entry
          </Button>
        </div>
      )}
    </div>
  );
}
