import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Group } from '#policies/model/group.ts';
import type { Category, Concern } from '#policies/model/category.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { inherited, ownEntry } from '#policies/workflows/inherit.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { EffectMark } from './effect-mark.tsx';

const concerns: Readonly<Record<Concern, string>> = { content: 'Content', contact: 'Contact', conduct: 'Conduct', commerce: 'Commerce' };

/** The phases, and narrower groups with entries of their own: what these do not say comes from above. */
function columnsOf({ groups, grid, unknownSites }: PolicyDocument): readonly Group[] {
  const narrower = (group: Group): boolean =>
    (group.kind === 'year' || group.kind === 'class') && (Object.hasOwn(grid, group.id) || Object.hasOwn(unknownSites, group.id));
  return groups.filter((group) => group.kind === 'phase' || narrower(group));
}

/** Group × category. Mandatory categories are the same for everybody and cannot be changed by the school. */
export function GridTable({ policy }: { policy: PolicyDocument }) {
  const columns = columnsOf(policy);
  return (
    <ScrollRegion label="The grid of categories and groups">
      <table class="grid-table">
        <caption class="out-of-sight">What happens to each category for each group</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            {columns.map((group) => (
              <th key={group.id} scope="col">
                {group.name}
              </th>
            ))}
          </tr>
        </thead>
        {Object.entries(concerns).map(([concern, name]) => (
          <tbody key={concern}>
            <tr>
              <th scope="rowgroup" colSpan={columns.length + 1} class="grid-concern">
                {name}
              </th>
            </tr>
            {categories
              .filter((category) => category.concern === concern)
              .map((category) => (
                <CategoryRow key={category.id} category={category} columns={columns} policy={policy} />
              ))}
          </tbody>
        ))}
        <tbody>
          <tr>
            <th scope="row">Sites on no list</th>
            {columns.map(({ id }) => (
              <td key={id}>
                <EffectMark effect={inherited(policy.groups, id, (group) => ownEntry(policy.unknownSites, group))?.value ?? 'block'} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function CategoryRow({
  category,
  columns,
  policy,
}: {
  category: Category;
  columns: readonly Group[];
  policy: Pick<PolicyDocument, 'groups' | 'grid'>;
}) {
  return (
    <tr>
      <th scope="row">
        <details>
          <summary>{category.name}</summary>
          <p>{category.definition}</p>
        </details>
      </th>
      {category.mandatory ? (
        <td colSpan={columns.length} class="mandatory">
          <EffectMark effect={category.id === 'helpline' ? 'allow' : 'block'} /> for everybody. Mandatory: nobody in school can change it.
        </td>
      ) : (
        columns.map(({ id }) => (
          <td key={id}>
            <EffectMark
              effect={inherited(policy.groups, id, (group) => ownEntry(ownEntry(policy.grid, group), category.id))?.value ?? 'allow'}
            />
          </td>
        ))
      )}
    </tr>
  );
}
