// The frame of pages that need no sign-in: a calm card in the middle, no menu.
import type { ComponentChildren } from 'preact';
import { BrandMark } from './brand.tsx';
import { SkipLink } from './skip-link.tsx';

export function PublicFrame({ children, wide = false }: { children: ComponentChildren; wide?: boolean }) {
  return (
    <div class={wide ? 'public wide' : 'public'}>
      <SkipLink />
      <header class="public-head">
        <BrandMark />
        <span class="brand-name">Schoolgate</span>
      </header>
      <main id="main" class="public-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
