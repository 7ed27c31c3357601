// Texts of acceptable use, and who has accepted them.
import type { Agreement } from '#policies/contracts/agreement-api.ts';

/** A text as it was written; it never changes. */
export interface WrittenAgreement extends Agreement {
  /** Group id. */
  readonly audience: string;
  readonly at: number;
  /** Account id. */
  readonly by: string;
}

export interface Acceptance {
  readonly agreement: string;
  readonly subject: string;
  readonly acceptedAt: number | null;
  /** When staff recorded a parent's signature, and who did. */
  readonly parentAt: number | null;
  readonly parentBy: string | null;
}

export interface AgreementStore {
  add(agreement: WrittenAgreement): Promise<void>;
  /** Newest first. */
  list(): Promise<WrittenAgreement[]>;
  acceptance(agreement: string, subject: string): Promise<Acceptance | null>;
  acceptances(agreement: string): Promise<Acceptance[]>;
  /** The first time counts. */
  accept(agreement: string, subject: string, at: number): Promise<void>;
  /** The first time counts. */
  parentSigned(agreement: string, subject: string, by: string, at: number): Promise<void>;
}
