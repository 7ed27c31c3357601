// One table for every list. Where its container is narrow each row becomes a card; explicit roles keep it a table for screen readers.
import type { ComponentChildren } from 'preact';

export interface Column<R> {
  readonly head: string;
  readonly cell: (row: R) => ComponentChildren;
  readonly numeric?: boolean;
  /** The cell that names the row; it heads the card on narrow screens. */
  readonly names?: boolean;
  /** Never broken over two lines. */
  readonly whole?: boolean;
}

interface DataTableProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R, index: number) => string;
  /** Show the caption above the table instead of to screen readers only. */
  readonly showCaption?: boolean;
}

export function DataTable<R>({ caption, columns, rows, keyOf, showCaption = false }: DataTableProps<R>) {
  return (
    <div class="table-frame">
      <table class={columns.length > 3 ? 'data-table cards' : 'data-table'} role="table">
        <caption class={showCaption ? undefined : 'out-of-sight'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.head} scope="col" role="columnheader" class={column.numeric ? 'numeric' : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)} role="row">
              {columns.map((column) => (
                <BodyCell key={column.head} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BodyCell<R>({ column, row }: { column: Column<R>; row: R }) {
  const style = [column.numeric ? 'numeric' : '', column.whole ? 'whole' : ''].filter(Boolean).join(' ') || undefined;
  if (column.names) {
    return (
      <th scope="row" role="rowheader" class={style}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td role="cell" class={style} data-head={column.head}>
      <div class="cell">{column.cell(row)}</div>
    </td>
  );
}
