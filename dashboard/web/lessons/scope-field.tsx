import { RadioField } from '../forms/fields.tsx';
import type { Form } from '../forms/use-form.ts';

export interface ScopeTyped {
  readonly scope: string;
}

/** How much is opened: the smallest thing that serves comes first. */
export function ScopeField({ form }: { form: Form<ScopeTyped> }) {
  return (
    <RadioField
      form={form}
      name="scope"
      label="How much of it"
      choices={[
        { value: 'page', label: 'This page only', hint: 'The address and what lies under it.' },
        { value: 'site', label: 'The whole site', hint: 'Every page of the site and of its subdomains.' },
      ]}
    />
  );
}
