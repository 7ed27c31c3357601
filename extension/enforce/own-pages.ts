// Addresses of the extension's own pages. They carry a reference or a plain word, never what the page is to say.

export type NoticeReason = 'not-set-up' | 'trouble' | 'no-site';

export interface OwnPages {
  blocked(reference: string): string;
  warned(reference: string): string;
  /** `to` is where the page goes on by itself when the browser is set up. */
  notice(reason: NoticeReason, to: string | null): string;
}

export function createOwnPages(pageAddress: (path: string) => string): OwnPages {
  return {
    blocked: (reference) => pageAddress(`pages/blocked/blocked.html?ref=${reference}`),
    warned: (reference) => pageAddress(`pages/warned/warned.html?ref=${reference}`),
    notice: (reason, to) => pageAddress(`pages/notice/notice.html?${new URLSearchParams({ why: reason, ...(to === null ? {} : { to }) })}`),
  };
}
