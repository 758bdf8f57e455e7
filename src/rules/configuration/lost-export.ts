import { distance } from 'fastest-levenshtein';
import type { Modules } from '../../model/code.js';
import type { ImportedName, MemberValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { MANDATORY } from '../contract/parts/mandatory.js';
import { fileWithout } from '../contract/parts/lost-name.js';
import { withoutEnding } from '../contract/parts/specifier.js';
import { defineRule } from '../define.js';
import { insertion } from '../insertion.js';
import { textBefore } from '../text-before.js';

export default defineRule({
  severity: 'error',
  summary: 'Imports from files of the project name an export of the file.',
  why: 'Node.js does not load a module with an import that does not exist, so the server fails when it starts.',
  limits: 'Imports of types that the file does not declare are left to the compiler.',
  source: {
    text: 'ECMAScript, Modules: an import that cannot be resolved is a SyntaxError.',
    url: 'https://tc39.es/ecma262/#sec-source-text-module-record-initialize-environment',
  },
  on: 'file',
  check(file, report, { modules }) {
    for (const { specifier, names, form, typeOnly } of file.facts.imports) {
      if (form !== 'static' && form !== 'reexport') continue;
      for (const name of names) {
        const { imported } = name;
        const target = fileWithout(file, { specifier, imported }, modules);
        const fix = target && exporting(target, imported);
        if (typeOnly || name.typeOnly) {
          if (!target || !fix) continue;
          const message = `"${target.path}" does not export "${imported}".`;
          report({ at: file.at(name), message, hint: advice(target, imported), fix: [fix] });
          continue;
        }
        const passedOn = file.facts.exports.find(({ start }) => start === name.start)?.name;
        if (!target) continue;
        if (isMandatory(target, imported) || isMandatory(file, passedOn)) continue;
        report({
          at: file.at(name),
          message: `"${target.path}" does not export "${imported}".`,
          hint: advice(target, imported),
          ...(fix && { fix: [fix] }),
          ...(form === 'static' &&
            !fix &&
            (named(imported, target, modules) ?? renamed(file, name, target))),
        });
      }
    }
    for (const { at, name, target } of lostMembers(file, modules)) {
      const only = onlyExport(file, name, target);
      report({
        at,
        message: `"${target.path}" does not export "${name}".`,
        hint: advice(target, name),
        ...(only !== undefined && { fix: [{ at, text: only }] }),
      });
    }
  },
});

/** "contract/missing-export" reports these. */
const isMandatory = ({ logicalPath, provider }: SourceFile, name?: string): boolean =>
  Object.entries(MANDATORY).some(
    ([stem, shapes]) =>
      name !== undefined &&
      Object.hasOwn(shapes, name) &&
      withoutEnding(logicalPath) === `src/providers/${String(provider)}/${stem}`,
  );

/** The only export of the file, under the name that the importing file uses. */
function renamed(
  file: SourceFile,
  { imported, local, start, end }: ImportedName,
  target: SourceFile,
) {
  const only = onlyExport(file, imported, target);
  if (only === undefined) return {};
  const text = only === local ? local : `${only} as ${local}`;
  return { fix: [{ at: file.at({ start, end }), text }] };
}

/** The keyword that the declaration of a name at the beginning of a line lost. */
function exporting(target: SourceFile, name: string): Change | undefined {
  const { facts, text } = target;
  const made = facts.declarations.find((each) => each.name === name && each.within === -1);
  const line = text.lastIndexOf('\n', made?.start ?? 0) + 1;
  const isPlain =
    made &&
    /^(?:const|let|(?:async )?function\*?|(?:abstract )?class|interface|type|enum) $/.test(
      text.slice(line, made.start),
    );
  return isPlain ? insertion(target, line, 'export ') : undefined;
}

/** An expression that is exported as default, where all imports use this one name. */
function named(imported: string, target: SourceFile, modules: Modules) {
  const [only, another] = target.facts.exports;
  const before = textBefore(target.text, only?.value?.start ?? 0, /(?<=(export\s+default\s+))/y);
  const names = modules
    .importers(target)
    .flatMap((each) => modules.imports(each))
    .filter(({ to }) => to.some((each) => each.is === 'file' && each.file === target))
    .flatMap(({ fact }) => fact.names.map((name) => name.imported));
  const isFree = !target.facts.declarations.some(({ name }) => name === imported);
  if (before === undefined || only?.name !== 'default' || another || !only.value || !isFree) return;
  if (names.some((name) => name !== imported)) return;
  const { start } = only.value;
  const at = target.at({ start: start - before.length, end: start });
  return { fix: [{ at, text: `export const ${imported} = ` }] };
}

function onlyExport(file: SourceFile, imported: string, target: SourceFile): string | undefined {
  const { exports, declarations } = target.facts;
  const [only, another] = exports;
  const isDeclared = declarations.some((each) => each.name === imported && each.within === -1);
  const isFixed =
    only && !another && !only.typeOnly && /^\w+$/.test(only.name) && imported !== 'default';
  return isFixed && only.name !== 'default' && !isDeclared && !file.test ? only.name : undefined;
}

/** Names that are read of the namespace of a file, `api.getForecast`, and that the file does not export. */
function lostMembers(file: SourceFile, modules: Modules) {
  const { members, declarations } = file.facts;
  return members.flatMap((member) => {
    const { object, name, nameStart } = innermost(member);
    const made = object.is === 'name' ? declarations[object.declaration]?.import : undefined;
    if (made?.imported !== '*' || made.typeOnly || !/^[\p{L}$_]/u.test(name)) return [];
    const target = fileWithout(file, { ...made, imported: name }, modules);
    const at = file.at({ start: nameStart, end: nameStart + name.length });
    return target && file.text.startsWith(name, nameStart) ? [{ at, name, target }] : [];
  });
}

/** `api.list` of `api.list.length` */
const innermost = (member: MemberValue): MemberValue =>
  member.object.is === 'member' ? innermost(member.object) : member;

function advice({ path, facts }: SourceFile, name: string): string {
  const isDeclared = facts.declarations.some((each) => each.name === name && each.within === -1);
  if (isDeclared) return `Export "${name}" from "${path}".`;
  const meant = meantBy({ facts }, name);
  if (meant !== undefined && name === 'default') return `Import "{ ${meant} }".`;
  return meant !== undefined
    ? `Import "${meant}", or rename that export to "${name}".`
    : `Export "${name}" from "${path}", or correct the import.`;
}

/** The only export, or the one of nearly that name. */
function meantBy({ facts }: Pick<SourceFile, 'facts'>, name: string): string | undefined {
  const values = facts.exports.filter((each) => !each.typeOnly && each.name !== '*');
  const near = values.filter((each) => distance(each.name, name) <= 2);
  return (near.length > 0 ? near : values.length === 1 ? values : [])[0]?.name;
}
