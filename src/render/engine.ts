import Runtime from 'handlebars/runtime';
import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import { printers } from './printers.js';
import { templates } from './templates.gen.js';

const handlebars = Runtime.create();
for (const [name, print] of Object.entries(printers)) {
  // Handlebars adds a last argument of its own.
  handlebars.registerHelper(name, (...values: unknown[]) => call(print, values.slice(0, -1)));
}

function call(print: (...values: never[]) => string, values: unknown[]): string {
  return print(...(values as never[])); // templates are checked against the printers by a test
}

/**
 * Returns all files of a folder in `templates/`, with their paths in the project.
 * @param names values of `__provider__` in a path
 */
export function renderFolder(
  folder: string,
  context: object,
  names: Readonly<Record<string, string>> = {},
): RenderedFile[] {
  return Object.entries(templates[folder]?.() ?? {}).map(([path, template]) => ({
    path: relPath(projectPath(path, names)),
    text: renderedText(template, context),
  }));
}

/** Returns the text of a partial in `templates/provider/partials`, without its final line end. */
export function renderPartial(name: string, context: object): string {
  const template = templates['provider/partials']?.()[`${name}.hbs`];
  if (!template) throw new Error(`There is no templates/provider/partials/${name}.hbs`);
  return renderedText(template, context).trimEnd();
}

type CompiledFile = ReturnType<NonNullable<(typeof templates)[string]>>[string];

const renderedText = (template: CompiledFile, context: object): string =>
  'text' in template ? template.text : handlebars.template(template.template)(context);

/**
 * Returns the path in the project: `_gitignore` stands for `.gitignore`, which npm would not
 * include in the package.
 */
function projectPath(path: string, names: Readonly<Record<string, string>>): string {
  return path
    .replace(/\.hbs$/, '')
    .replace(/(^|\/)_gitignore$/, '$1.gitignore')
    .replace(/__(\w+?)__/g, (placeholder, name: string) => names[name] ?? placeholder);
}
