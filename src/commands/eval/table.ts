import { invalidTable } from '../../model/errors/eval.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { boundedDocument } from '../../model/yaml.js';

/** A sentence, and what it means. */
export interface Case {
  /** Wordings of one wish: the first is a person's. */
  ask: string[];
  /** Any of them is right; none: no tool is meant. */
  expect: string[];
  /** Not before the expected one. */
  forbid: string[];
}

const KEYS = ['ask', 'expect', 'forbid'];

/** @throws CliError `eval/table` */
export function readTable(text: string, file: string): Case[] {
  const document = boundedDocument(text);
  const [error] = document.errors;
  if (error) throw invalidTable(file, (error.message.split('\n')[0] ?? '').replace(/:$/, '.'));
  const content: unknown = document.toJS();
  const cases = isRecord(content) ? content.cases : undefined;
  if (!Array.isArray(cases)) throw invalidTable(file, 'It has no list "cases".');
  if (cases.length === 0) throw invalidTable(file, 'Its list "cases" is empty.');
  return cases.map((one: unknown, index) => {
    const wrong = (what: string) => invalidTable(file, `Case ${index + 1}: ${what}.`);
    if (!isRecord(one)) throw wrong('"ask" and "expect" are missing');
    const unknown = Object.keys(one).find((key) => !KEYS.includes(key));
    if (unknown !== undefined) throw wrong(`unknown key "${unknown}"`);
    const texts = (key: string, isRequired: boolean): string[] => {
      const { [key]: value = isRequired ? undefined : [] } = one;
      const list: unknown[] = Array.isArray(value) ? value : [value];
      if (list.every((item) => typeof item === 'string' && item.trim() !== ''))
        return list as string[];
      throw wrong(`"${key}" must be a text or a list of texts`);
    };
    const ask = texts('ask', true);
    if (ask.length === 0) throw wrong('"ask" is empty');
    return { ask, expect: texts('expect', true), forbid: texts('forbid', false) };
  });
}
