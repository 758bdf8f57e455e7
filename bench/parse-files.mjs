// Reads and parses all files of a project, as a check at least has to: node parse-files.mjs FOLDER
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { parse } from 'yaml';

const [, , root] = process.argv;
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.parentPath.includes('node_modules')) continue;
  const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
  if (entry.name.endsWith('.ts')) void parseSync(entry.name, text, { astType: 'js' }).program;
  else if (entry.name.endsWith('.json')) JSON.parse(text);
  else if (entry.name.endsWith('.yaml')) parse(text);
}
