import { distance } from 'fastest-levenshtein';
import type { Code, Located, Modules } from '../../../model/code.js';
import type { ExportFact } from '../../../model/facts.js';
import type { Place, ProjectModel, SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { insertion, lineAtEnd } from '../../insertion.js';
import { MANDATORY, type MandatoryExport } from './mandatory.js';

interface Unexported {
  at: Place;
  message: string;
  fix?: readonly Change[];
}

/** Points at the export that was probably meant, and corrects it where nothing else uses it. */
export function unexported(
  { file, name }: MandatoryExport,
  { code, modules }: ProjectModel,
): Unexported {
  const { exports, declarations } = file.facts;
  const passed = exports.find((fact) => fact.name === name && fact.reexport);
  const from = passed?.reexport && modules.resolve(file, passed.reexport.specifier);
  if (passed?.reexport && from?.is === 'file') {
    const message = `"${from.file.path}" does not export "${passed.reexport.imported}".`;
    return { at: file.at(passed), message };
  }
  const declared = declarations.find(
    (each) => each.name === name && each.within === -1 && each.kind !== 'type',
  );
  const byDefault = exports.find((fact) => fact.name === 'default');
  if (byDefault && (declared || exports.length === 1)) {
    const fix =
      !declared && byDefault.value && !isImported(file, 'default', modules)
        ? named(file, byDefault, namesFor({ file, value: byDefault.value }, name, code))
        : undefined;
    return {
      at: file.at(byDefault),
      message: `"${file.path}" exports "${name}" as default, not by name.`,
      ...(fix && { fix }),
    };
  }
  if (declared) {
    const line = file.text.lastIndexOf('\n', declared.start) + 1;
    // What a package exports under this name is something else.
    const isForeign = /^[^.]/.test(declared.import?.specifier ?? '.');
    const isAlone = /^(const|(async )?function) $/.test(file.text.slice(line, declared.start));
    return {
      at: file.at(declared),
      message: `"${name}" is not exported from "${file.path}".`,
      ...(!isForeign && {
        fix: [isAlone ? insertion(file, line, 'export ') : lineAtEnd(file, `export { ${name} };`)],
      }),
    };
  }
  const message = `"${file.path}" does not export "${name}".`;
  const alike = resembling(file, name, code);
  if (!alike) {
    const fix = besideSibling(file, name);
    return { at: file.start, message, ...(fix && { fix: [fix] }) };
  }
  const index = alike.declaration ?? -1;
  const at = file.at(declarations[index] ?? alike);
  const isUsed =
    isImported(file, alike.name, modules) ||
    file.facts.reads.some(({ declaration }) => declaration === index);
  // Where it is declared and exported at once, one word is all there is of it.
  const isCertain = declarations[index]?.start === alike.start && !isUsed;
  return { at, message, ...(isCertain && { fix: [{ at, text: name }] }) };
}

/** What the runtime returns, with the other exports of the same file of the contract. */
const TAKEN = /^export const \{[^{}]*\} =\s+(?:defineProvider\(|auth;|\w+\(auth\))/gm;

/** `export const { saveCredentials } = auth;`: the object has the missing export, too. */
function besideSibling(file: SourceFile, name: string): Change | undefined {
  const shapes = Object.values(MANDATORY).find((each) => Object.hasOwn(each, name)) ?? {};
  const isMade = file.facts.imports.some(({ specifier }) => specifier?.startsWith('mcp-provider'));
  if (!isMade || shapes[name]?.is !== 'function') return undefined;
  const [taken, another] = file.text.matchAll(TAKEN);
  const place = taken && taken.index + 'export const {'.length;
  if (place === undefined || another) return undefined;
  // The tests of a stored secret sign out, too.
  const isLost =
    name === 'saveCredentials' &&
    /\b(?:apiKey|basic|bearer)Auth\(/.test(file.text) &&
    !/\bsignOut\b/.test(file.text);
  return insertion(file, place, ` ${isLost ? `${name}, signOut` : name},`);
}

/** An export that is spelled alike, or the only one, a function, of a file that has to have one only. */
function resembling(file: SourceFile, name: string, code: Code): ExportFact | undefined {
  const values = file.facts.exports.filter(({ typeOnly }) => !typeOnly);
  const isOnly = Object.values(MANDATORY).some(
    (shapes) => Object.hasOwn(shapes, name) && Object.keys(shapes).length === 1,
  );
  const alike = values.find((fact) => distance(fact.name, name) <= 2);
  if (alike || !isOnly || values.length !== 1) return alike;
  const origin = code.exports(file).get(values[0]?.name ?? '')?.origin;
  return origin && code.functions(origin).length > 0 ? values[0] : undefined;
}

const isImported = (file: SourceFile, name: string, modules: Modules) =>
  modules
    .importers(file)
    .some(({ facts }) => facts.imports.some(({ names }) => names.some((n) => n.imported === name)));

/** What a value is to be exported as: a function by the name, an object of the runtime by its members. */
function namesFor(value: Located, name: string, code: Code): string | undefined {
  const members = Object.keys(code.runtime(value)?.members ?? {});
  if (members.includes(name)) return `{ ${members.join(', ')} }`;
  return code.functions(value).length > 0 ? name : undefined;
}

/** `export default value;` → `export const name = value;` */
function named(
  file: SourceFile,
  { start, end }: ExportFact,
  names: string | undefined,
): Change[] | undefined {
  const [words] = /^export\s+default\b/.exec(file.text.slice(start, end)) ?? [];
  if (words === undefined || names === undefined) return undefined;
  const at = file.at({ start, end: start + words.length });
  return [{ at, text: `export const ${names} =` }];
}
