// What people told the school from their browsers.

/** Somebody told the school something. */
export interface Report {
  readonly id: string;
  readonly at: number;
  /** Pseudonymous subject id; `null`: told without a name. */
  readonly subject: string | null;
  /** Who it is addressed to, as the policy names them, or null. */
  readonly to: string | null;
  readonly text: string;
  /** Account id of who first marked it as seen. */
  readonly seen: { readonly at: number; readonly by: string } | null;
}

export interface ReportStore {
  /** A report of the same id that is there already stays as it is. */
  add(report: Report): Promise<void>;
  byId(id: string): Promise<Report | null>;
  /** Newest first; 1 to 500. */
  list(limit: number): Promise<Report[]>;
  /** How many of a subject's nobody has seen yet. */
  unseenOf(subject: string | null): Promise<number>;
  /** False when somebody was faster or there is none. */
  markSeen(id: string, by: string, at: number): Promise<boolean>;
}
