// A choice among a few views of the same page, kept in the address so that it can be linked to and gone back from.
import { Link } from 'wouter-preact';

interface SwitcherProps {
  readonly label: string;
  readonly options: readonly { readonly href: string; readonly label: string; readonly current: boolean }[];
}

export function Switcher({ label, options }: SwitcherProps) {
  return (
    <nav class="switcher" aria-label={label}>
      {options.map((option) => (
        <Link key={option.href} href={option.href} replace aria-current={option.current ? 'true' : undefined}>
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
