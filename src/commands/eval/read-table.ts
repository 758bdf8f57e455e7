import { isObject } from '../../../runtime/src/utils/is-object.js';
import { invalidTable } from '../../model/errors/eval.js';
import { boundedDocument } from '../../model/yaml.js';

/** A sentence with its expected tools. */
export interface EvalCase {
  /** Wordings of one request; the author wrote the first one. */
  ask: string[];
  /** Tools of which any is right; empty if no tool is meant. */
  expect: string[];
  /** Tools that must not rank above the expected one. */
  forbid: string[];
}

const KEYS = ['ask', 'expect', 'forbid'];

/** Parses a table. @throws CliError `eval/table` */
export function readTable(text: string, file: string): EvalCase[] {
  const document = boundedDocument(text);
  const [error] = document.errors;
  if (error) throw invalidTable(file, (error.message.split('\n')[0] ?? '').replace(/:$/, '.'));
  const content: unknown = document.toJS();
  const cases = isObject(content) ? content.cases : undefined;
  if (!Array.isArray(cases)) throw invalidTable(file, 'It has no list "cases".');
  if (cases.length === 0) throw invalidTable(file, 'Its list "cases" is empty.');
  return cases.map((caseValue: unknown, index) => {
    const invalidCase = (problem: string) => invalidTable(file, `Case ${index + 1}: ${problem}.`);
    if (!isObject(caseValue)) throw invalidCase('"ask" and "expect" are missing');
    const unknownKey = Object.keys(caseValue).find((key) => !KEYS.includes(key));
    if (unknownKey !== undefined) throw invalidCase(`unknown key "${unknownKey}"`);
    const texts = (key: string, isRequired: boolean): string[] => {
      const { [key]: value = isRequired ? undefined : [] } = caseValue;
      const list: unknown[] = Array.isArray(value) ? value : [value];
      if (list.every((item) => typeof item === 'string' && item.trim() !== ''))
        return list as string[];
      throw invalidCase(`"${key}" must be a text or a list of texts`);
    };
    const ask = texts('ask', true);
    if (ask.length === 0) throw invalidCase('"ask" is empty');
    return { ask, expect: texts('expect', true), forbid: texts('forbid', false) };
  });
}
