import type { ComponentChildren } from 'preact';

/** Scrolls sideways inside itself, so that the page never does; can be reached and scrolled with the keyboard. */
export function ScrollRegion({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll-region" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
