import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

/** Describes templates, or serves to check them in place; nobody receives it. */
const isKeptBack = (path) =>
  /^tsconfig.*\.json$|^typecheck\/|^auth\/([^/]+\/)?[^/]+\.ts$/.test(path);

/**
 * Source of the module that holds every template: plain files as text, `*.hbs` compiled, so that a run needs neither
 * the disk nor the compiler.
 * @throws Error naming the template that Handlebars cannot read
 */
export function templateRegister(folder, filesBelow) {
  const entries = filesBelow(folder)
    .filter((path) => !isKeptBack(path))
    .map(
      (path) =>
        `  ${JSON.stringify(path)}: ${entry(path, readFileSync(join(folder, path), 'utf8'))},`,
    );
  return [
    '// @ts-nocheck -- compiled templates are untyped JavaScript; what is exported is typed.',
    "import type Handlebars from 'handlebars';",
    '',
    'export type CompiledTemplate = Parameters<typeof Handlebars.template>[0];',
    '',
    'export const templates: Readonly<Record<string, { text: string } | { template: CompiledTemplate }>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}

function entry(path, text) {
  if (!path.endsWith('.hbs')) return `{ text: ${JSON.stringify(text)} }`;
  try {
    return `{ template: ${Handlebars.precompile(text, { noEscape: true, strict: true })} }`;
  } catch (error) {
    throw new Error(`templates/${path} is not a Handlebars template.`, { cause: error });
  }
}
