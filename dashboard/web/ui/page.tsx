// The frame of every page: one h1 that takes the focus when the page was reached from another one.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { Icon } from './icon.tsx';

let pagesShown = 0;

interface PageProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label: string };
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Page({ title, lead, back, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Schoolgate`;
  }, [title]);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown === 1) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <>
      <header class="page-head">
        <div class="page-head-words">
          {back && (
            <Link href={back.href} class="back-link">
              <Icon name="back" />
              {back.label}
            </Link>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {aside && <div class="page-head-aside">{aside}</div>}
      </header>
      {children}
    </>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  lead,
  aside,
  children,
  plain = false,
}: {
  title: string;
  lead?: ComponentChildren;
  aside?: ComponentChildren;
  children: ComponentChildren;
  plain?: boolean;
}) {
  return (
    <section class={plain ? 'section' : 'section card'}>
      <div class="section-head">
        <div>
          <h2>{title}</h2>
          {lead && <p class="quiet-text">{lead}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
