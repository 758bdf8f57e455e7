import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { CommandContext, OrderedFlag } from '../../src/model/command.js';
import { databaseProvider } from '../../src/sources/database/provider.js';
import type { ImportedProvider } from '../../src/sources/imported-providers.js';

/** A SQLite database that a golden project was imported from. */
export interface GoldenTables {
  /** A script in `examples/specs`. */
  script: string;
  values: Readonly<Record<string, string>>;
  /** Options of the provider, which take precedence over the catalog. */
  texts: readonly OrderedFlag[];
}

/** Calls with the URL of a database that a script has made. */
export async function withDatabase<T>(
  script: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  const file = join(folder, 'golden.db');
  const database = new Database(file);
  try {
    database.exec(readFileSync(script, 'utf8'));
    return await work(`sqlite:${file}`);
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The provider that an import makes of its tables. */
export const tablesProvider = (
  script: string,
  { values, texts }: GoldenTables,
): Promise<ImportedProvider> =>
  withDatabase(script, (url) => {
    const quiet = { note: () => undefined, warn: () => undefined };
    const ui = { ...quiet, transientProgress: (_: string, work: () => Promise<unknown>) => work() };
    const { signal } = new AbortController();
    const context = { host: { env: {}, cwd: '/' }, ui, signal } as unknown as CommandContext;
    const given = {
      arguments: [],
      options: { ...values, allowChanges: true },
      ordered: texts,
    };
    return databaseProvider(context, url, given, async () => undefined);
  });
