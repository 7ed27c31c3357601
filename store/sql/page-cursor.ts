// Keyset paging: a page ends at a row, not at a count, so rows that arrive meanwhile neither repeat nor hide others.

/** The last row of a page: when it happened (epoch ms) and its row number. */
export interface PageEnd {
  readonly at: number;
  readonly seq: number;
}

/** A cursor as callers hold it. */
export function formatCursor(end: PageEnd): string {
  return `${end.at}.${end.seq}`;
}

/** Null when it is not one of ours: cursors come back from browsers, so anything may stand there. */
export function parseCursor(text: string): PageEnd | null {
  const digits = /^(-?\d{1,15})\.(\d{1,15})$/.exec(text);
  return digits ? { at: Number(digits[1]), seq: Number(digits[2]) } : null;
}

/** A page's rows (asked with one row more than `limit`) and the cursor of the next page. */
export function page<Row extends PageEnd>(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? formatCursor(last) : null };
}

/** Pages hold 1 to 500 rows, whatever was asked for. */
export function pageSize(limit: number): number {
  return Number.isFinite(limit) ? Math.min(500, Math.max(1, Math.trunc(limit))) : 500;
}
