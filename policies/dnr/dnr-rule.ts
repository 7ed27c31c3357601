// Rules as Chrome takes them (developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest), as far as we write them.

/** Without a list of types Chrome would leave out whole pages. */
export const everyType = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'csp_report',
  'media',
  'websocket',
  'webtransport',
  'webbundle',
  'other',
] as const;
export type DnrResourceType = (typeof everyType)[number];

export interface DnrCondition {
  /** Of these hosts and everything below them; IPv6 addresses in brackets. */
  readonly requestDomains?: readonly string[];
  readonly excludedRequestDomains?: readonly string[];
  readonly urlFilter?: string;
  /** RE2 over the whole address. Chrome holds 1 000 of them, of 2 KB each when compiled. */
  readonly regexFilter?: string;
  /** Chrome ignores case where nothing is said. */
  readonly isUrlFilterCaseSensitive?: boolean;
  readonly resourceTypes: readonly DnrResourceType[];
}

export type DnrAction =
  | { readonly type: 'block' | 'allow' }
  | {
      readonly type: 'modifyHeaders';
      readonly requestHeaders: readonly { readonly header: string; readonly operation: 'set'; readonly value: string }[];
    }
  | {
      readonly type: 'redirect';
      readonly redirect: {
        readonly transform: { readonly queryTransform: { readonly addOrReplaceParams: readonly { key: string; value: string }[] } };
      };
    };

/** Of several rules that match, Chrome obeys the one with the highest priority; no two of ours that differ have the same. */
export interface DnrRule {
  readonly id: number;
  readonly priority: number;
  readonly action: DnrAction;
  readonly condition: DnrCondition;
}

/**
 * Priorities that are known outside of the floor. What lies above `lift` holds always; what lies below gives way for pages
 * and frames while somebody judges each of them.
 */
export const priorities = {
  /** Headers and redirections of addresses that are open: a permission above them would make Chrome leave them out. */
  obligations: 4_000_000,
  /** The school's own servers. */
  own: 3_000_000,
  mandatory: 2_000_000,
  lift: 1_000_000,
} as const;
