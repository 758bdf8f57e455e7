import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { failureOf, readFile } from './reading.js';

const FOLDER = join(import.meta.dirname, '..', 'cases', 'spec');

/** Specs with the same first lines, and all that is said about each: errors, warnings or nothing. */
interface Group {
  before?: string;
  cases: Record<string, { spec: string; errors?: string[]; warnings?: string[] }>;
}

async function problemsOf(
  text: string,
): Promise<Pick<Group['cases'][string], 'errors' | 'warnings'>> {
  const lines = (texts: string[]) => texts.map((each) => each.replace(/^acme\.yaml:/, ''));
  const reading = readFile(text);
  const failure = await failureOf(reading);
  if (failure) return { errors: lines(failure.message.split('\n')) };
  const { warnings } = await reading;
  return warnings.length > 0 ? { warnings: lines(warnings.map(({ message }) => message)) } : {};
}

describe.each(readdirSync(FOLDER))('%s', (file) => {
  const documents = parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8'));
  for (const document of documents) {
    const { before = '', cases } = document.toJS() as Group;
    it.each(Object.entries(cases))('%s', async (_, { spec, ...expected }) => {
      expect(await problemsOf(before + spec)).toEqual(expected);
    });
  }
});
