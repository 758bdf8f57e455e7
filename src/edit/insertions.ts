import { isDeepStrictEqual } from 'node:util';
import { onlyItem } from '../../runtime/src/utils/only-item.js';
import type { Expression, Module } from '../model/module.js';
import type { Project } from '../model/project.js';
import { indentLines, marginAt, splice } from './lines.js';
import { placeAmong } from './place-among.js';
import { propertyKey, withProperty } from './property.js';

/** Parses a version of a module; undefined if the project has no such module. */
export type Parse = (text: string) => Module | undefined;

/** Returns the parser of the project, which starts in a tenth of the time that ts-morph needs. */
export const projectParser =
  (project: Project, path: string): Parse =>
  (text) =>
    project.withTexts(new Map([[path, text]])).module(path);

/** The rest of an import behind its specifier, with the comments on that line. */
const END_OF_IMPORT =
  /(?:\s*with\s*\{[^}]*\})?(?:[ \t]*;)?(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^]*?\*\/))*/y;

/**
 * Adds `import './tools/get-room.js';` among imports of its kind, in their order, or after all
 * others. A module with this import stays as it is.
 */
export function addImport(text: string, parse: Parse, specifier: string): string {
  const statement = `import '${specifier}';`;
  const imports = (parse(text)?.imports ?? []).filter(({ dynamic }) => !dynamic);
  const sideEffectImports = imports.filter(({ local }) => local === undefined);
  const specifiers = sideEffectImports.map(({ specifier }) => specifier);
  if (specifiers.includes(specifier)) return text;
  const index = placeAmong(specifiers, specifier);
  const nextImport = sideEffectImports[index];
  const previousImport = sideEffectImports[index - 1] ?? (nextImport ? undefined : imports.at(-1));
  if (previousImport) {
    END_OF_IMPORT.lastIndex = previousImport.range.end;
    const [rest = ''] = END_OF_IMPORT.exec(text) ?? [];
    return splice(text, previousImport.range.end + rest.length, `\n${statement}`);
  }
  if (nextImport)
    return splice(text, text.lastIndexOf('import', nextImport.range.start), `${statement}\n`);
  // A blank line separates comments that are not about the first statement.
  const [before = ''] = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(text) ?? [];
  if (before.length === text.length) return `${text}${statement}\n`;
  const [separated = ''] = /^(?:[^]*\n[ \t\r]*\n)?\s*/.exec(before) ?? [];
  return splice(text, separated.length, `${statement}\n\n`);
}

export interface TestCaseSource {
  section: 'tools' | 'resources' | 'prompts';
  /** Key of the case: the name of a tool, resource or prompt. */
  name: string;
  /** Source of its value, indented by two spaces per level. */
  source: string;
}

/**
 * Adds a case as the last one of its section of `testProvider`, and the section if it is missing.
 * An existing case stays as it is, unless it is a todo. Undefined if the module has no object
 * literal for it.
 */
export function addTestCase(
  text: string,
  parse: Parse,
  provider: string,
  { section, name, source }: TestCaseSource,
): string | undefined {
  const module = parse(text);
  if (!module) return undefined;
  const options = testOptions(module, provider);
  const value = options?.members.get(section);
  const cases = objectIn(module, value);
  const existingValue = cases?.members.get(name);
  if (existingValue && isDeepStrictEqual(existingValue.value, { todo: true })) {
    const { start, end } = existingValue.range;
    const newSource = indentLines(source, marginAt(text, start), '  ').trimStart();
    return text.slice(0, start) + newSource + text.slice(end);
  }
  if (existingValue) return text;
  // A spread or a computed key may contain the section.
  const isKnown = options && !value && !options.isOpen && options.spreads.length === 0;
  const object = cases ?? (isKnown ? options : undefined);
  if (!object) return undefined;
  const property = `${propertyKey(name)}: ${source}`;
  const sectionSource = `${section}: {\n${indentLines(property, '  ', '  ')},\n}`;
  const result = withProperty(text, placeIn(text, object), cases ? property : sectionSource);
  return parse(result)?.errors.length === 0 ? result : undefined;
}

/** Returns the options of the only call of `testProvider` whose second argument is not the name of another provider. */
function testOptions(module: Module, provider: string): Expression | undefined {
  const calls = module.calls.filter(({ callee, arguments: [, tested] }) => {
    const isForOtherProvider = typeof tested?.value === 'string' && tested.value !== provider;
    return callee === 'testProvider' && !isForOtherProvider;
  });
  return objectIn(module, onlyItem(calls)?.arguments[2]);
}

/** Returns the object literal that a value is, or that is the value of a constant of the module. */
function objectIn(
  module: Module,
  value: Expression | undefined,
  depth = 0,
): Expression | undefined {
  if (!value || module.text[value.range.start] === '{') return value;
  const constant = module.variables.find(
    ({ kind, name }) => kind === 'const' && name === value.name,
  );
  return depth > 10 ? undefined : objectIn(module, constant?.init, depth + 1); // constants refer to each other
}

const COMMENTS = /\/\/.*|\/\*[^]*?\*\//g;

/** Returns the place for a property in an object literal. */
function placeIn(text: string, { range, members, spreads }: Expression) {
  const [open, close] = [range.start + 1, range.end - 1];
  const ends = [...members.values(), ...spreads].map((value) => value.range);
  const last = ends.toSorted((a, b) => a.end - b.end).at(-1);
  if (!last) return { open, close };
  // Parentheses and types such as `as const` are part of the property.
  const [rest = ''] = /^(?:(?!\/[/*])[^,])*/.exec(text.slice(last.end, close)) ?? [];
  const end = last.end + rest.trimEnd().length;
  const key = /(?:[\w$]+|(['"]).*?\1)\s*:\s*\(*$/.exec(text.slice(open, last.start));
  return {
    open,
    close,
    last: {
      start: key ? open + key.index : last.start,
      end,
      hasComma: text.slice(end, close).replace(COMMENTS, '').trimStart().startsWith(','),
    },
  };
}
