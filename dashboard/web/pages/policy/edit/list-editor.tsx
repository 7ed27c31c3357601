import { useId } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/loaded.tsx';
import { Written } from './choice.tsx';
import { freeId, withItem, type Drafting } from './drafting.ts';

/** The school's own lists, one address a line. */
export function ListEditor({ policy, change }: Drafting) {
  const { lists = [], rules } = policy;
  const uses = (id: string): number => rules.filter(({ match }) => match.kind === 'list' && match.list === id).length;
  return (
    <div class="stack">
      {lists.length === 0 && <Empty title="No lists yet">A list holds addresses that rules can name all at once.</Empty>}
      {lists.map((list, place) => (
        <fieldset key={list.id} class="inset form">
          <legend class="out-of-sight">{list.name || 'New list'}</legend>
          <Written label="Name" value={list.name} onWrite={(name) => change({ lists: withItem(lists, place, { ...list, name }) })} />
          <Addresses
            entries={list.entries}
            hint={
              uses(list.id) === 0
                ? `No rule names this list yet; rules call it ${list.id}.`
                : `${uses(list.id)} rules name it as ${list.id}.`
            }
            onChange={(entries) => change({ lists: withItem(lists, place, { ...list, entries }) })}
          />
          <div>
            <Button kind="quiet" onPress={() => change({ lists: withItem(lists, place, null) })}>
              Take out<span class="out-of-sight"> {list.name}</span>
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button onPress={() => change({ lists: [...lists, { id: freeId('list', lists), name: '', entries: [] }] })}>Add a list</Button>
      </div>
    </div>
  );
}

function Addresses({ entries, hint, onChange }: { entries: readonly string[]; hint: string; onChange: (entries: string[]) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>Addresses</label>
      <p class="hint" id={`${id}-hint`}>
        One a line: example.org, example.org/page. {hint}
      </p>
      <textarea
        id={id}
        class="code"
        rows={Math.min(12, Math.max(4, entries.length + 1))}
        aria-describedby={`${id}-hint`}
        defaultValue={entries.join('\n')}
        spellcheck={false}
        onInput={(event) =>
          onChange(
            event.currentTarget.value
              .split('\n')
              .map((line) => line.trim())
              .filter(Boolean),
          )
        }
      />
    </div>
  );
}
