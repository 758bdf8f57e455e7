import { isObj, ownValue } from '../model.js';
import type { ArgumentDecision, Decision } from './overlay.js';

interface Place {
  /** `GET /pets` */
  operation: string;
  /** Keys below it. */
  path: readonly string[];
}

/** What is wrong with a value, in sentences. */
type Fault = (value: unknown, place: Place) => string | undefined;

const describe = ({ operation, path }: Place) =>
  path.length === 0 ? `"${operation}"` : `"${path.join('.')}" in "${operation}"`;

const must =
  (be: string, test: (value: unknown) => boolean): Fault =>
  (value, place) =>
    test(value) ? undefined : `${describe(place)} must be ${be}.`;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const text = must('a non-empty string', isText);
const texts = must('a list of strings', (value) => Array.isArray(value) && value.every(isText));
const flag = must('true or false', (value) => typeof value === 'boolean');
const mapping = must('a mapping', isObj);

/** The first fault among the entries of a mapping. */
const entries =
  (faultOf: (key: string) => Fault): Fault =>
  (value, place) =>
    isObj(value)
      ? Object.entries(value)
          .map(([key, one]) => faultOf(key)(one, { ...place, path: [...place.path, key] }))
          .find((fault) => fault !== undefined)
      : mapping(value, place);

const record = (keys: Readonly<Record<string, Fault>>): Fault => {
  const unknown: Fault = (_, place) =>
    `Unknown key ${describe(place)}. Known keys: ${Object.keys(keys).join(', ')}.`;
  return entries((key) => ownValue(keys, key) ?? unknown);
};

const argument: Record<keyof ArgumentDecision, Fault> = {
  name: text,
  description: text,
  default: () => undefined,
  hidden: flag,
};

const decision: Record<keyof Decision, Fault> = {
  enabled: flag,
  update: flag,
  name: text,
  title: text,
  description: text,
  annotations: mapping,
  arguments: entries(() => record(argument)),
  keywords: texts,
  response: record({ include: texts, exclude: texts }),
};

/** Why the entry of an operation is no decision, in sentences. */
export const decisionFault = (operation: string, entry: unknown): string | undefined =>
  record(decision)(entry, { operation, path: [] });
