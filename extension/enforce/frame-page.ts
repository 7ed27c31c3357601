// The page that stops or warns, for a frame inside somebody else's page: a document that is its own address.
import { renderBlockPage } from '#policies/words/block-page.ts';
import { renderWarnPage } from '#policies/words/warn-page.ts';
import type { BlockFacts } from './block-facts.ts';

export function framePage({ page, url }: BlockFacts): string {
  const html = page.verdict.effect === 'warn' ? renderWarnPage({ ...page, goOn: { by: 'alone', url } }) : renderBlockPage(page);
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}
