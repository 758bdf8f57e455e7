import type { Node } from 'ts-morph';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { onlyItem } from '../../runtime/src/utils/only-item.js';
import type { FormerName } from '../model/former-name.js';
import { type Json, type JsonObject, parseJson } from '../model/json.js';
import { textWidth } from '../model/text/text-width.js';
import { splice } from './lines.js';
import { propertyKey } from './property.js';
import {
  compiler,
  innerExpression,
  lineMargin,
  objectIn,
  objectProperty,
  parseTypeScript,
  propertyName,
  propertyValue,
  removeProperty,
} from './typescript.js';
import { toolObjects } from './unavailable.js';

const KEY = 'formerly';
const WIDTH = 100;

/**
 * Returns a module in which a tool has other former names.
 * @returns undefined if the module has no object literal for the tool, or if its former names are
 * not literals
 */
export function changeFormerNames(
  text: string,
  tool: string,
  change: (formerNames: readonly FormerName[]) => readonly FormerName[],
): string | undefined {
  const object = onlyItem(toolObjects(parseTypeScript(text), tool));
  if (!object) return undefined;
  const property = objectProperty(object, KEY);
  const formerNames = property ? formerNamesIn(propertyValue(property)) : [];
  const place = property ?? objectProperty(object, 'name');
  if (!formerNames || !place) return undefined;
  const newNames = change(formerNames);
  if (newNames.length === 0) return property ? removeProperty(property) : text;
  const source = `${KEY}: ${formerNamesSource(newNames, lineMargin(place))}`;
  if (property)
    return splice(
      text.slice(0, property.getStart()) + text.slice(property.getEnd()),
      property.getStart(),
      source,
    );
  const isOnOwnLine = /\n[ \t]*$/.test(text.slice(0, place.getStart()));
  return splice(
    text,
    place.getEnd(),
    isOnOwnLine ? `,\n${lineMargin(place)}${source}` : `, ${source}`,
  );
}

/** Returns the former names of a tool in a module; undefined if they are not literals. */
function formerNamesIn(value: Node | undefined): FormerName[] | undefined {
  const { SyntaxKind } = compiler();
  const list = innerExpression(value)?.asKind(SyntaxKind.ArrayLiteralExpression);
  const entries = list?.getElements().map((element) => literalValue(element));
  return entries?.every((entry) => isObject(entry) && typeof entry.until === 'string')
    ? (entries as unknown as FormerName[])
    : undefined;
}

/** Returns the value of a literal; undefined if it contains anything else. */
function literalValue(node: Node | undefined): Json | undefined {
  const { SyntaxKind } = compiler();
  const value = innerExpression(node);
  const text = value?.asKind(SyntaxKind.StringLiteral)?.getLiteralText();
  if (text !== undefined || !objectIn(value))
    return text ?? (parseJson(value?.getText() ?? '') as Json | undefined);
  const entries = objectIn(value)
    ?.getProperties()
    .map((property) => [propertyName(property), literalValue(propertyValue(property))] as const);
  return entries?.every((entry) => entry.every((part) => part !== undefined))
    ? (Object.fromEntries(entries) as JsonObject)
    : undefined;
}

/** Returns the source of former names, with one entry per line if they are too wide together. */
function formerNamesSource(formerNames: readonly FormerName[], margin: string): string {
  const entries = formerNames.map(({ name, arguments: names, constants, until }) =>
    literalSource({
      ...(name !== undefined && { name }),
      ...(names && { arguments: names }),
      ...(constants && { constants }),
      until,
    } satisfies FormerName),
  );
  const line = `[${entries.join(', ')}]`;
  if (textWidth(`${margin}${KEY}: ${line},`) <= WIDTH) return line;
  return `[\n${entries.map((entry) => `${margin}  ${entry},\n`).join('')}${margin}]`;
}

function literalSource(value: unknown): string {
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value as JsonObject).map(
    ([key, member]) => `${propertyKey(key)}: ${literalSource(member)}`,
  );
  return `{ ${members.join(', ')} }`;
}
