import { z } from 'zod';
import { roles } from '#policies/model/actor.ts';
import type { Account, Session } from '../school-store.ts';
import type { AccountRow, SessionRow } from './schema.ts';

const roleSchema = z.enum(roles);

export function rowOfAccount(account: Account): AccountRow {
  return {
    id: account.id,
    email: account.email.toLowerCase(),
    name: account.name,
    role: account.role,
    person: account.person,
    password_hash: account.passwordHash,
    disabled: Number(account.disabled),
  };
}

/** Throws when the row is not an account. */
export function accountOfRow(school: string, row: AccountRow): Account {
  return {
    id: row.id,
    school,
    email: row.email,
    name: row.name,
    role: roleSchema.parse(row.role),
    person: row.person,
    passwordHash: row.password_hash,
    disabled: row.disabled !== 0,
  };
}

export function sessionOfRow(row: SessionRow): Session {
  return { idHash: row.id_hash, account: row.account, createdAt: row.created_at, lastSeenAt: row.last_seen_at, expiresAt: row.expires_at };
}
