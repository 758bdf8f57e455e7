/** Writes what a check sees in the files that every project gets as they are, so that it need not parse them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { factsOf } from '../src/project/facts/parse.js';

const ROOT = join(import.meta.dirname, '..');
const TEMPLATES = join(ROOT, 'templates');

const texts = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(?<!\.d)\.ts$/.test(path))
  .map((path) => readFileSync(join(TEMPLATES, path), 'utf8'));
const known = new Map(texts.map((text) => [text, serialize(factsOf('file.ts', text))]));
writeFileSync(join(ROOT, 'dist', 'known-facts.bin'), serialize(known));
