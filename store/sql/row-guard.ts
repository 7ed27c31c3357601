/** Told the table whenever a stored row could not be understood; the row is left out, its bytes are in nobody's log. */
export type OnBadRow = (table: string) => void;

/** Codecs of one store: a row that cannot be understood is counted and becomes null, so that it never ends a listing. */
export interface RowGuard {
  one<Row, Value>(table: string, row: Row | undefined, decode: (row: Row) => Value): Value | null;
  all<Row, Value>(table: string, rows: readonly Row[], decode: (row: Row) => Value): Value[];
}

export function rowGuard(onBadRow: OnBadRow): RowGuard {
  const one: RowGuard['one'] = (table, row, decode) => {
    if (row === undefined) return null;
    try {
      return decode(row);
    } catch {
      onBadRow(table);
      return null;
    }
  };
  return {
    one,
    all: (table, rows, decode) => rows.map((row) => one(table, row, decode)).filter((value) => value !== null),
  };
}
