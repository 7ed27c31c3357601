import { writeAgreementSchema } from '#policies/contracts/agreement-api.ts';
import { act } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { RadioField, SelectField, TextArea, TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';

interface Props {
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly onWritten: () => void;
}
const initial = { audience: '', title: '', text: '', titleCy: '', textCy: '', parents: 'no' };

export function WriteAgreement({ groups, onWritten }: Props) {
  const form = useForm({
    initial,
    schema: writeAgreementSchema,
    body: ({ audience, title, text, titleCy, textCy, parents }) => ({
      audience,
      texts: [
        { language: 'en', title, text },
        ...(titleCy.trim() === '' && textCy.trim() === '' ? [] : [{ language: 'cy', title: titleCy, text: textCy }]),
      ],
      parents: parents === 'yes',
    }),
    words: {
      audience: 'Choose whom it is for.',
      title: 'Write a title, in each language that you write in.',
      text: 'Write the text, at least a sentence, in each language that you write in.',
    },
    send: (body) => act('POST', '/api/agreements', { body }),
    done: onWritten,
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <SelectField
        form={form}
        name="audience"
        label="For"
        hint="Younger pupils need shorter words. A narrower group’s text stands in place of a wider one’s."
        none="Choose a group"
        choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField form={form} name="title" label="Title" />
      <TextArea form={form} name="text" label="Text" rows={8} hint="Leave an empty line between paragraphs." />
      <TextField form={form} name="titleCy" label="Title in Welsh" hint="Leave both empty where there is no Welsh text." />
      <TextArea form={form} name="textCy" label="Text in Welsh" rows={8} />
      <RadioField
        form={form}
        name="parents"
        label="Does a parent or carer sign it too?"
        hint="They sign on paper; you record it here."
        choices={[
          { value: 'no', label: 'No' },
          { value: 'yes', label: 'Yes' },
        ]}
      />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Put it in force
        </Button>
      </div>
    </form>
  );
}
