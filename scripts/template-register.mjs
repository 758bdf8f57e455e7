import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

/** What is rendered together, and the path in it. */
const FOLDER = /^((?:auth|kind|features)\/[^/]+|provider\/partials|[^/]+)\/(.+)$/;

/**
 * Source of the module that holds every template: plain files as text, `*.hbs` compiled, so that a run needs neither
 * the disk nor the compiler. Each folder is a function: Node passes over those that are not called.
 * @throws Error naming the template that Handlebars cannot read
 */
export function templateRegister(folder, filesBelow) {
  const folders = new Map();
  for (const file of filesBelow(folder)) {
    const [, name, path] = FOLDER.exec(file);
    const text = readFileSync(join(folder, file), 'utf8');
    folders.set(name, [
      ...(folders.get(name) ?? []),
      `    ${JSON.stringify(path)}: ${entry(file, text)},`,
    ]);
  }
  return [
    '// @ts-nocheck -- compiled templates are untyped JavaScript; what is exported is typed.',
    "import type Handlebars from 'handlebars';",
    '',
    'export type CompiledTemplate = Parameters<typeof Handlebars.template>[0];',
    '',
    'export const templates: Readonly<',
    '  Record<string, () => Record<string, { text: string } | { template: CompiledTemplate }>>',
    '> = {',
    ...[...folders].flatMap(([name, entries]) => [
      `  ${JSON.stringify(name)}: () => ({`,
      ...entries,
      '  }),',
    ]),
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
