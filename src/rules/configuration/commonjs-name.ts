import type { FileFacts, NameValue, Value } from '../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { specifierIn, withoutEnding } from '../contract/parts/specifier.js';
import { defineRule } from '../define.js';
import { servedFiles } from '../protocol/stdio/served.js';
import { descendants } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';
import { textBefore } from '../text-before.js';

/** Names that exist in CommonJS modules only, and what to use instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  __dirname: 'Use `import.meta.dirname`.',
  __filename: 'Use `import.meta.filename`.',
  require: 'Use `import`, or `createRequire(import.meta.url)` of "node:module".',
  module: 'Use `export`.',
  exports: 'Use `export`.',
};

export default defineRule({
  severity: 'error',
  summary: 'ES modules do not use "require", "module", "exports", "__dirname" or "__filename".',
  why: 'The compiler accepts these names, but Node.js does not define them in ES modules, so the server throws at run time.',
  source: {
    text: 'Node.js, ECMAScript modules, "Differences between ES modules and CommonJS".',
    url: 'https://nodejs.org/docs/latest-v20.x/api/esm.html#differences-between-es-modules-and-commonjs',
  },
  on: 'project',
  check(project, report) {
    const type = project.documents.packageJson?.get('type');
    const isModule = type?.is === 'scalar' && type.value === 'module';
    for (const file of servedFiles(project)) {
      // "configuration/module-settings" reports packages that are CommonJS altogether.
      if (/\.c[jt]s$/.test(file.path) || (!isModule && !/\.m[jt]s$/.test(file.path))) continue;
      const names = Object.keys(INSTEAD).filter((name) => isAsked(file.text, name));
      if (names.length === 0) continue;
      for (const value of namesIn(file.facts, new Set(names))) {
        report({
          at: file.at(value),
          message: `"${value.name}" is not defined in ES modules.`,
          hint: INSTEAD[value.name] ?? '',
          ...(asMeta(file, value) ?? asImport(file, value, project) ?? asExport(file, value)),
        });
      }
    }
  },
});

/** Code that tests with `typeof` first runs in both kinds of modules. */
const isAsked = (text: string, name: string) =>
  text.includes(name) &&
  new RegExp(`\\b${name}\\b`).test(text) &&
  !new RegExp(`\\btypeof\\s*\\(?\\s*${name}\\b`).test(text);

/** Where the name is no short form of a property: `{ __dirname }`. */
function asMeta(file: SourceFile, value: NameValue): { fix: readonly Change[] } | undefined {
  const { name, start, end } = value;
  const isProperty =
    textBefore(file.text, start, /(?<=((?:(?<!\$)\{|,)\s*))/y) !== undefined &&
    /^\s*[,}]/.test(file.text.slice(end));
  return name.startsWith('__') && !isProperty
    ? { fix: [{ at: file.at(value), text: `import.meta.${name.slice(2)}` }] }
    : undefined;
}

/** A whole line, without defaults. */
const NAMED =
  /^const \{([\w ,:$]+)\} = require\((['"])(node:[\w/]+|mcp-provider(?:\/[\w/]+)?|\.{1,2}\/[^'"]+)\2\);?(?=\s*(?:\/\/.*)?$)/;

/** An import of the same names: what a module of CommonJS exports by name is not known. */
function asImport(
  file: SourceFile,
  value: NameValue,
  project: ProjectModel,
): { fix: readonly Change[] } | undefined {
  const { name, start } = value;
  const { functions, branches, handlers } = file.facts;
  const blocks = [...functions, ...branches, ...handlers.flatMap((each) => [each, each.tried])];
  const line = file.text.lastIndexOf('\n', start) + 1;
  const [text = ''] = file.text.slice(line).split('\n', 1);
  const [whole, names = '', quote, specifier] = NAMED.exec(text) ?? [];
  if (whole === undefined || text.indexOf(`= ${name}(`) + 2 !== start - line) return undefined;
  if (blocks.some((block) => contains(block, value))) return undefined;
  const given = specifier ?? '';
  const to = project.modules.resolve(file, given);
  const isFile = given.startsWith('.') && !/\.m?js$/.test(given);
  if (isFile && to.is !== 'file') return undefined;
  const from =
    isFile && to.is === 'file'
      ? specifierIn(file, withoutEnding(to.file.logicalPath), project)
      : given;
  const at = file.at({ start: line, end: line + whole.length });
  const imported = names.replaceAll(/\s*:\s*/g, ' as ');
  return { fix: [{ at, text: `import {${imported}} from ${quote}${from}${quote};` }] };
}

/** `module.exports.name = …` and `exports.name = …` at the beginning of a line. */
function asExport(file: SourceFile, { start }: NameValue): { fix?: readonly Change[] } {
  const line = file.text.lastIndexOf('\n', start) + 1;
  const [before, name] =
    /^(?:module\.)?exports\.([A-Za-z_$][\w$]*) = /.exec(file.text.slice(line)) ?? [];
  const isFree = !file.facts.declarations.some((each) => each.name === name);
  const isOnly = file.text.split(`exports.${name}`).length === 2;
  return before !== undefined && line === start && isFree && isOnly
    ? {
        fix: [
          { at: file.at({ start, end: start + before.length }), text: `export const ${name} = ` },
        ],
      }
    : {};
}

/** Uses of names that the file does not declare, each once. */
function namesIn(facts: FileFacts, names: ReadonlySet<string>): Iterable<NameValue> {
  const found = new Map<number, NameValue>();
  for (const root of valuesOf(facts)) {
    for (const value of descendants(root)) {
      if (value.is !== 'name' || value.declaration !== -1 || !names.has(value.name)) continue;
      found.set(value.start, value);
    }
  }
  return found.values();
}

function* valuesOf(facts: FileFacts): Generator<Value> {
  yield* facts.calls;
  yield* facts.texts;
  yield* facts.members;
  yield* facts.objects;
  for (const { init, fallback } of facts.declarations) {
    if (init) yield init;
    if (fallback) yield fallback;
  }
  for (const { returned, thrown } of facts.functions) {
    yield* returned;
    yield* thrown;
  }
  for (const { target, value } of facts.assignments) {
    yield target;
    if (value) yield value;
  }
  for (const { value } of facts.exports) if (value) yield value;
}
