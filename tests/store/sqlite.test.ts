import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { storeContract } from './contract.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-store-'));
afterAll(() => rmSync(dir, { recursive: true }));

storeContract('a store on SQLite', () => openSqlite(join(dir, 'school.db')));
