import { agreementSchema } from '#policies/contracts/agreement-api.ts';
import type { Acceptance, AgreementStore, WrittenAgreement } from '../agreement-store.ts';
import type { RowGuard } from './row-guard.ts';
import type { AcceptanceRow, AgreementRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function agreementStore(scope: SchoolScope, guard: RowGuard): AgreementStore {
  const acceptances = () => scope.read.selectFrom('acceptance').selectAll();
  /** Writes what a row lacks, and changes nothing that it has. */
  async function note(
    agreement: string,
    subject: string,
    noted: Partial<AcceptanceRow>,
    lacks: 'accepted_at' | 'parent_at',
  ): Promise<void> {
    const none = { accepted_at: null, parent_at: null, parent_by: null };
    await scope.write.transaction().execute(async (tx) => {
      await tx
        .insertInto('acceptance')
        .values({ id: `${agreement} ${subject}`, agreement, subject, ...none })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      await tx.updateTable('acceptance').set(noted).where('id', '=', `${agreement} ${subject}`).where(lacks, 'is', null).execute();
    });
  }
  return {
    async add({ id, audience, at, by, texts, parents }) {
      await scope.write
        .insertInto('agreement')
        .values({ id, audience, at, written_by: by, texts: JSON.stringify(texts), parents: Number(parents) })
        .execute();
    },
    async list() {
      const rows = await scope.read.selectFrom('agreement').selectAll().orderBy('at', 'desc').orderBy('id').execute();
      return guard.all('agreement', rows, agreementOfRow);
    },
    async acceptance(agreement, subject) {
      const row = await acceptances().where('id', '=', `${agreement} ${subject}`).executeTakeFirst();
      return row ? acceptanceOfRow(row) : null;
    },
    async acceptances(agreement) {
      return (await acceptances().where('agreement', '=', agreement).execute()).map(acceptanceOfRow);
    },
    accept: (agreement, subject, at) => note(agreement, subject, { accepted_at: at }, 'accepted_at'),
    parentSigned: (agreement, subject, by, at) => note(agreement, subject, { parent_at: at, parent_by: by }, 'parent_at'),
  };
}

function agreementOfRow(row: AgreementRow): WrittenAgreement {
  const { id, audience, at, written_by: by } = row;
  return { ...agreementSchema.parse({ id, texts: JSON.parse(row.texts), parents: row.parents !== 0 }), audience, at, by };
}

function acceptanceOfRow(row: AcceptanceRow): Acceptance {
  return {
    agreement: row.agreement,
    subject: row.subject,
    acceptedAt: row.accepted_at,
    parentAt: row.parent_at,
    parentBy: row.parent_by,
  };
}
