import { outsideWrites } from '../../flow/outside-writes.js';
import { writesIn } from '../../flow/writes.js';
import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { defineRule } from '../define.js';

export default defineRule({
  severity: 'error',
  summary: 'SQL statements are string literals.',
  why: 'Text that is put into a statement can change it, and read or delete the rows of other users.',
  source: {
    text: 'CWE-89, SQL Injection.',
    url: 'https://cwe.mitre.org/data/definitions/89.html',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      const { statements = [] } = code.runtime({ file, value: value.callee }) ?? {};
      for (const path of statements) {
        const given = code.argument({ file, value }, path);
        if (!given || isFixed(given, code)) continue;
        report({
          at: given.file.at(given.value),
          message: 'This statement is composed at run time.',
          hint: 'Write one string literal, with `:name` for each value. Write a separate statement for each choice of columns or sort order.',
        });
      }
    }
  },
});

/** A text that the code contains, or a choice of such: what callers pass is not all known. */
function isFixed(statement: Located, code: Code): boolean {
  const { file, value } = code.resolve(statement);
  return choicesOf(value).every((each) => {
    const choice = { file, value: each };
    return typeof code.constant(choice) === 'string' || isOfTable(choice, code);
  });
}

function choicesOf(value: Value): readonly Value[] {
  if (value.is !== 'compound' || !/^(\?:|\?\?|\|\|)$/.test(value.operator)) return [value];
  return value.parts.slice(value.operator === '?:' ? 1 : 0).flatMap(choicesOf);
}

/** One of the fixed texts of an object that nothing is written to: `BY_WAY[way]`. */
function isOfTable({ file, value }: Located, code: Code): boolean {
  if (value.is !== 'member') return false;
  const object = { file, value: value.object };
  const origin = code.origin(object);
  const table = code.object(object);
  if (origin.is !== 'declared' || !table || table.partial) return false;
  const isWritten = [writesIn(origin.file), outsideWrites(code, origin.file)].some((writes) =>
    writes.has(origin.declaration),
  );
  return !isWritten && table.properties.every((each) => typeof code.constant(each) === 'string');
}
