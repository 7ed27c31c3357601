import { SelectField, TextField } from '../../forms/fields.tsx';
import type { Form } from '../../forms/use-form.ts';
import { useSignedIn } from '../../session/session.tsx';
import { addDays } from '../../time/zone.ts';
import { groupsOfKind } from '../../words/group-words.ts';

interface BoundsTyped {
  readonly audience: string;
  readonly until: string;
}

const narrowestFirst = ['class', 'year', 'phase'] as const;
const longestDays = 89;

/** A pupil names no class and no lesson, so whoever approves says for whom and until when. */
export function BoundsWithoutLesson({ form }: { form: Form<BoundsTyped> }) {
  const { me, time } = useSignedIn();
  const groups = narrowestFirst.flatMap((kind) => groupsOfKind(me.school.groups, kind));
  return (
    <div class="field-row">
      <SelectField
        form={form}
        name="audience"
        label="Open it for"
        none="Choose…"
        choices={groups.map((group) => ({ value: group.id, label: group.name }))}
      />
      <TextField
        form={form}
        name="until"
        label="Last day"
        hint="It closes by itself at the end of this day."
        type="date"
        min={time.today()}
        max={addDays(time.today(), longestDays)}
      />
    </div>
  );
}
