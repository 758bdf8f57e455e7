import type { ObjectLiteralExpression, SourceFile } from 'ts-morph';
import { casesOf } from './test-case.js';
import {
  addProperty,
  compiler,
  parseTypeScript,
  propertyOf,
  removeProperty,
  valueOf,
} from './typescript.js';

/** Where the key `unavailable` belongs: into the definition of a tool, or into its test cases for a provider. */
export interface UnavailablePlace {
  tool: string;
  testsOf?: string;
}

const KEY = 'unavailable';

/**
 * A module where a tool has this value of `unavailable`; a value that is there stays. Undefined where the module has no
 * object literal for the tool.
 * @param value source, such as a string literal
 */
export function addUnavailable(
  text: string,
  place: UnavailablePlace,
  value: string,
): string | undefined {
  const { length } = objectsAt(parseTypeScript(text), place);
  return length === 0
    ? undefined
    : changed(text, place, (object) => addProperty(object, KEY, value));
}

/** A module where a tool does not have this value of `unavailable`; any other value stays. */
export const removeUnavailable = (text: string, place: UnavailablePlace, value: string): string =>
  changed(text, place, (object) => {
    const property = propertyOf(object, KEY);
    const isSame = meaning(valueOf(property)?.getText() ?? '') === meaning(value);
    return property && isSame ? removeProperty(property) : object.getSourceFile().getFullText();
  });

/** Formatters change the quotes and what they escape. */
const meaning = (source: string): string => source.replace(/^['"]|['"]$|\\(?=['"])/g, '');

/** Each edit moves what is below it: the last object first. */
const changed = (
  text: string,
  place: UnavailablePlace,
  change: (object: ObjectLiteralExpression) => string,
): string =>
  objectsAt(parseTypeScript(text), place).reduceRight((edited, _, index) => {
    const object = objectsAt(parseTypeScript(edited), place)[index];
    return object ? change(object) : edited;
  }, text);

function objectsAt(
  module: SourceFile,
  { tool, testsOf }: UnavailablePlace,
): ObjectLiteralExpression[] {
  if (testsOf !== undefined) return casesOf(module, testsOf, tool);
  return module
    .getDescendantsOfKind(compiler().SyntaxKind.CallExpression)
    .flatMap((call) => call.getArguments())
    .flatMap((argument) => argument.asKind(compiler().SyntaxKind.ObjectLiteralExpression) ?? [])
    .filter((object) => {
      const name = valueOf(propertyOf(object, 'name'));
      return name?.asKind(compiler().SyntaxKind.StringLiteral)?.getLiteralText() === tool;
    });
}
