import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Effect } from '#policies/model/effect.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { Icon } from '../../ui/icon.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { effectLooks } from '../../words/event-words.tsx';
import { groupsOfKind } from '../../words/group-words.ts';

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
        <tbody>
          {categories.map((category) => (
            <tr key={category.id}>
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
                  <td key={phase.id}>
                    <Mark effect={policy.grid[phase.id]?.[category.id] ?? 'allow'} />
                  </td>
                ))
              )}
            </tr>
          ))}
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

function Mark({ effect }: { effect: Effect }) {
  const look = effectLooks[effect];
  return (
    <span class={`mark ${look.tone}`}>
      <Icon name={look.icon} />
      {look.word}
    </span>
  );
}
