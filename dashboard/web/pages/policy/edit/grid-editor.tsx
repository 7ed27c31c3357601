// One group's row of the grid, a choice a category, each with what it would inherit.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { categoryEffects, type CategoryEffect } from '#policies/model/effect.ts';
import type { Category } from '#policies/model/category.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { inherited, ownEntry, type Inherited } from '#policies/workflows/inherit.ts';
import { effectWords } from '#policies/words/effect-words.ts';
import { groupName } from '../../../words/group-words.ts';
import { Choice, type Option } from './choice.tsx';
import { groupChoices, isEffect, obligationChoice, obligationChoices, withGridEntry, withRow, type Drafting } from './drafting.ts';

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const isCategoryEffect = (value: string): value is CategoryEffect => (categoryEffects as readonly string[]).includes(value);
const effectOptions: readonly Option[] = categoryEffects.map((value) => ({ value, label: capital(effectWords[value]) }));

/** What a group has without an entry of its own. */
function above<V>(policy: PolicyDocument, group: string, entryOf: (id: string) => V | undefined): Inherited<V> | null {
  const parent = policy.groups.find(({ id }) => id === group)?.parent ?? null;
  return parent === null ? null : inherited(policy.groups, parent, entryOf);
}

export function GridEditor({ policy, before, change }: Drafting) {
  const [group, setGroup] = useState(policy.groups.find(({ kind }) => kind === 'phase')?.id ?? 'everyone');
  const name = groupName(policy.groups, group);
  const inheritedOption = <V,>(found: Inherited<V> | null, words: (value: V) => string, without: string): Option => ({
    value: '',
    label: found === null ? without : `As for ${groupName(policy.groups, found.from)}: ${words(found.value)}`,
  });

  const categoryRow = (category: Category) => {
    const entry = (of: PolicyDocument) => ownEntry(ownEntry(of.grid, group), category.id);
    const up = above(policy, group, (id) => ownEntry(ownEntry(policy.grid, id), category.id));
    const inherit = inheritedOption(up, (value) => effectWords[value], 'Allowed: nothing is said');
    const was = entry(before);
    return (
      <Row
        key={category.id}
        name={category.name}
        definition={category.definition}
        was={entry(policy) === was ? null : was === undefined ? inherit.label : capital(effectWords[was])}
      >
        <Choice
          label={`${category.name}, ${name}`}
          quiet
          value={entry(policy) ?? ''}
          options={[inherit, ...effectOptions]}
          onPick={(value) => change({ grid: withGridEntry(policy.grid, group, category.id, isCategoryEffect(value) ? value : null) })}
        />
      </Row>
    );
  };

  const unknown = (of: PolicyDocument) => ownEntry(of.unknownSites, group);
  const duties = (of: PolicyDocument) => ownEntry(of.obligations, group);
  const unknownUp = inheritedOption(
    above(policy, group, (id) => ownEntry(policy.unknownSites, id)),
    (value) => effectWords[value],
    'Nothing is said',
  );
  const dutiesUp = inheritedOption(
    above(policy, group, (id) => ownEntry(policy.obligations, id)),
    (value) => obligationChoice(value).label,
    'Nothing is said',
  );
  const wasUnknown = unknown(before);
  const wasDuties = duties(before);
  const duty = duties(policy);

  return (
    <div class="stack">
      <div class="form">
        <Choice label="Group" value={group} options={groupChoices(policy.groups)} onPick={setGroup} />
      </div>
      <table class="edit-table">
        <caption class="out-of-sight">What happens to each category for {name}</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">{name}</th>
          </tr>
        </thead>
        <tbody>
          {categories.filter((category) => !category.mandatory).map(categoryRow)}
          <Row
            name="Sites on no list"
            definition="Everything that no list puts into a category."
            was={unknown(policy) === wasUnknown ? null : wasUnknown === undefined ? unknownUp.label : capital(effectWords[wasUnknown])}
          >
            <Choice
              label={`Sites on no list, ${name}`}
              quiet
              value={unknown(policy) ?? ''}
              options={[unknownUp, ...effectOptions.filter(({ value }) => isEffect(value))]}
              onPick={(value) => change({ unknownSites: withRow(policy.unknownSites, group, isEffect(value) ? value : null) })}
            />
          </Row>
          <Row
            name="What is forced"
            definition="Search engines show safe results only; video sites show restricted results only."
            was={sameDuties(duty, wasDuties) ? null : wasDuties === undefined ? dutiesUp.label : obligationChoice(wasDuties).label}
          >
            <Choice
              label={`What is forced, ${name}`}
              quiet
              value={duty === undefined ? '' : obligationChoice(duty).value}
              options={[dutiesUp, ...obligationChoices]}
              onPick={(value) =>
                change({
                  obligations: withRow(policy.obligations, group, obligationChoices.find((choice) => choice.value === value)?.of ?? null),
                })
              }
            />
          </Row>
        </tbody>
      </table>
    </div>
  );
}

type Duties = PolicyDocument['obligations'][string] | undefined;

function sameDuties(a: Duties, b: Duties): boolean {
  return a === undefined || b === undefined ? a === b : obligationChoice(a) === obligationChoice(b);
}

function Row({ name, definition, was, children }: { name: string; definition: string; was: string | null; children: ComponentChildren }) {
  return (
    <tr data-changed={was === null ? undefined : ''}>
      <th scope="row">
        <details>
          <summary>{name}</summary>
          <p>{definition}</p>
        </details>
      </th>
      <td>
        {children}
        {was !== null && <p class="hint">Changed. Was: {was}</p>}
      </td>
    </tr>
  );
}
