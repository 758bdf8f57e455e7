import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Returns the cases of a YAML file with their names, as rows of `it.each`. */
export const casesIn = <Case>(folder: string, file: string): [name: string, each: Case][] =>
  Object.entries(parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Case>);
