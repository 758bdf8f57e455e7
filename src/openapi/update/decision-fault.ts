import { isObject } from '../../../runtime/src/utils/is-object.js';
import { type ToolOptions, toolOptions } from '../../model/tool-options.js';
import { ownValue } from '../model.js';
import type { ArgumentDecision, Decision } from './overlay.js';

interface DecisionPlace {
  /** Method and path, such as `GET /pets`. */
  operation: string;
  /** Path of keys within the decision. */
  path: readonly string[];
}

/** Checks a value. @returns sentences about what is wrong; undefined if it is valid */
type FaultCheck = (value: unknown, place: DecisionPlace) => string | undefined;

const describe = ({ operation, path }: DecisionPlace) =>
  path.length === 0 ? `"${operation}"` : `"${path.join('.')}" in "${operation}"`;

const requirement =
  (be: string, test: (value: unknown) => boolean): FaultCheck =>
  (value, place) =>
    test(value) ? undefined : `${describe(place)} must be ${be}.`;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const text = requirement('a non-empty string', isText);
const texts = requirement(
  'a list of strings',
  (value) => Array.isArray(value) && value.every(isText),
);
const flag = requirement('true or false', (value) => typeof value === 'boolean');
const mapping = requirement('a mapping', isObject);

/** Returns the first fault among the entries of a mapping. */
const entries =
  (faultOf: (key: string) => FaultCheck): FaultCheck =>
  (value, place) =>
    isObject(value)
      ? Object.entries(value)
          .map(([key, entryValue]) =>
            faultOf(key)(entryValue, { ...place, path: [...place.path, key] }),
          )
          .find((fault) => fault !== undefined)
      : mapping(value, place);

const record = (keys: Readonly<Record<string, FaultCheck>>): FaultCheck => {
  const unknown: FaultCheck = (_, place) =>
    `Unknown key ${describe(place)}. Known keys: ${Object.keys(keys).join(', ')}.`;
  return entries((key) => ownValue(keys, key) ?? unknown);
};

const argument: Record<keyof ArgumentDecision, FaultCheck> = {
  name: text,
  description: text,
  default: () => undefined,
  hidden: flag,
};

const decision: Record<Exclude<keyof Decision, keyof ToolOptions>, FaultCheck> = {
  enabled: flag,
  update: flag,
  name: text,
  title: text,
  description: text,
  annotations: mapping,
  confirm: text,
  arguments: entries(() => record(argument)),
  keywords: texts,
  response: record({ include: texts, exclude: texts }),
  ...Object.fromEntries(
    Object.entries(toolOptions).map(([key, { be, isValid }]) => [key, requirement(be, isValid)]),
  ),
};

/** Returns sentences about why the entry of an operation is not a valid decision. */
export const decisionFault = (operation: string, entry: unknown): string | undefined =>
  record(decision)(entry, { operation, path: [] });
