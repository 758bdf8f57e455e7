import type { ObjectLiteralExpression, SourceFile } from 'ts-morph';
import { casesOf } from './test-case.js';
import {
  addProperty,
  compiler,
  objectProperty,
  parseTypeScript,
  propertyValue,
  removeProperty,
} from './typescript.js';

/** The place of the key `unavailable`: in the definition of a tool, or in its test cases for a provider. */
export interface UnavailablePlace {
  tool: string;
  testsOf?: string;
}

const KEY = 'unavailable';

/**
 * Returns a module in which a tool has this value of `unavailable`; an existing value stays.
 * Undefined if the module has no object literal for the tool.
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
    : editEachObject(text, place, (object) => addProperty(object, KEY, value));
}

/** Returns a module in which a tool does not have this value of `unavailable`; any other value stays. */
export const removeUnavailable = (text: string, place: UnavailablePlace, value: string): string =>
  editEachObject(text, place, (object) => {
    const property = objectProperty(object, KEY);
    const isSame =
      literalContent(propertyValue(property)?.getText() ?? '') === literalContent(value);
    return property && isSame ? removeProperty(property) : object.getSourceFile().getFullText();
  });

/** Returns the content of a string literal, because formatters change quotes and escapes. */
const literalContent = (source: string): string => source.replace(/^['"]|['"]$|\\(?=['"])/g, '');

/** Edits the last object first, because each edit moves the text below it. */
const editEachObject = (
  text: string,
  place: UnavailablePlace,
  change: (object: ObjectLiteralExpression) => string,
): string =>
  objectsAt(parseTypeScript(text), place).reduceRight((textSoFar, _, index) => {
    const object = objectsAt(parseTypeScript(textSoFar), place)[index];
    return object ? change(object) : textSoFar;
  }, text);

const objectsAt = (
  module: SourceFile,
  { tool, testsOf }: UnavailablePlace,
): ObjectLiteralExpression[] =>
  testsOf === undefined ? toolObjects(module, tool) : casesOf(module, testsOf, tool);

/** Returns the object literals that define a tool. */
export const toolObjects = (module: SourceFile, tool: string): ObjectLiteralExpression[] =>
  module
    .getDescendantsOfKind(compiler().SyntaxKind.CallExpression)
    .flatMap((call) => call.getArguments())
    .flatMap((argument) => argument.asKind(compiler().SyntaxKind.ObjectLiteralExpression) ?? [])
    .filter((object) => {
      const name = propertyValue(objectProperty(object, 'name'));
      return name?.asKind(compiler().SyntaxKind.StringLiteral)?.getLiteralText() === tool;
    });
