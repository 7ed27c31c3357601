import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Effect } from '#policies/model/effect.ts';
import type { Category, Concern } from '#policies/model/category.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { Icon } from '../../ui/icon.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { effectLooks } from '../../words/event-words.tsx';
import { groupsOfKind } from '../../words/group-words.ts';

const concerns: Readonly<Record<Concern, string>> = { content: 'Content', contact: 'Contact', conduct: 'Conduct', commerce: 'Commerce' };

/** Phase × category. Mandatory categories are the same for everybody and cannot be changed by the school. */
export function GridTable({ policy }: { policy: PolicyDocument }) {
  const phases = groupsOfKind(policy.groups, 'phase');
  return (
    <ScrollRegion label="The grid of categories and groups">
      <table class="grid-table">
        <caption class="out-of-sight">What happens to each category for each group</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            {phases.map((phase) => (
              <th key={phase.id} scope="col">
                {phase.name}
              </th>
            ))}
          </tr>
        </thead>
        {Object.entries(concerns).map(([concern, name]) => (
          <tbody key={concern}>
            <tr>
              <th scope="rowgroup" colSpan={phases.length + 1} class="grid-concern">
                {name}
              </th>
            </tr>
            {categories
              .filter((category) => category.concern === concern)
              .map((category) => (
                <CategoryRow key={category.id} category={category} phases={phases.map((phase) => phase.id)} grid={policy.grid} />
              ))}
          </tbody>
        ))}
        <tbody>
          <tr>
            <th scope="row">Sites on no list</th>
            {phases.map((phase) => (
              <td key={phase.id}>
                <Mark effect={policy.unknownSites[phase.id] ?? 'allow'} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function CategoryRow({ category, phases, grid }: { category: Category; phases: readonly string[]; grid: PolicyDocument['grid'] }) {
  return (
    <tr>
      <th scope="row">
        <details>
          <summary>{category.name}</summary>
          <p>{category.definition}</p>
        </details>
      </th>
      {category.mandatory ? (
        <td colSpan={phases.length} class="mandatory">
          <Mark effect={category.id === 'helpline' ? 'allow' : 'block'} /> for everybody. Mandatory: nobody in school can change it.
        </td>
      ) : (
        phases.map((phase) => (
          <td key={phase}>
            <Mark effect={grid[phase]?.[category.id] ?? 'allow'} />
          </td>
        ))
      )}
    </tr>
  );
}

function Mark({ effect }: { effect: Effect }) {
  const look = effectLooks[effect];
  return (
    <span class="mark">
      <span class={look.tone}>
        <Icon name={look.icon} />
      </span>
      {look.word}
    </span>
  );
}
