import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

const icons = { good: 'allow', care: 'warn', bad: 'block', note: 'wait' } as const;

/** A short message in the page. With `live`, screen readers hear it when it appears. */
export function Notice({
  tone,
  title,
  live = false,
  children,
}: {
  tone: keyof typeof icons;
  title?: string;
  live?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={`notice ${tone}`} role={live ? 'status' : undefined}>
      <Icon name={icons[tone]} />
      <div>
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
