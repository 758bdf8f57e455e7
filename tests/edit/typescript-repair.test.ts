import { expect, it } from 'vitest';
import { repairedTypescript } from '../../src/edit/typescript-repair.js';
import { factsOf } from '../../src/project/facts/parse.js';

function repaired(text: string) {
  const [problem] = factsOf('a.ts', text).syntaxErrors;
  return problem && repairedTypescript(text, problem);
}

const LINE = "import { a } from './a.js';\n";

it.each([
  ['an import that is there twice', `${LINE}x();\n${LINE}`, `${LINE}x();\n`],
  [
    'one with other ends of lines',
    `${LINE}${LINE}x();\n`.replaceAll('\n', '\r\n'),
    `${LINE}x();\n`.replaceAll('\n', '\r\n'),
  ],
  [
    'an await in a function',
    'const a: Call<typeof x> = (b) => {\n  if (b) {\n    await c();\n  }\n};\n',
    'const a: Call<typeof x> = async (b) => {\n  if (b) {\n    await c();\n  }\n};\n',
  ],
  [
    'an await behind another function',
    'const a = (b) => {\n  c(b);\n};\nexport const d = (\n  e,\n) => await f(e);\n',
    'const a = (b) => {\n  c(b);\n};\nexport const d = async (\n  e,\n) => await f(e);\n',
  ],
])('repairs %s', (_, text, expected) => {
  expect(repaired(text)).toBe(expected);
});

it.each([
  ['a name from two files', `${LINE}import { a } from './b.js';\n`],
  ['a name that is declared', `${LINE}const a = 1;\n`],
  ['a line in a comment', `/*\n${LINE}*/\nconst a = 1;\n${LINE}`],
  ['a line in a text', `const a = \`\n${LINE}\`;\n${LINE}`],
  ['an await in a callback', 'const a = (b) => {\n  b.map((c) => await d(c));\n};\n'],
  ['an await in a function in it', 'const a = (b) => {\n  function c() {\n    await b;\n  }\n};\n'],
  ['an await in a method', 'const a = (b) => ({\n  c() {\n    await b;\n  },\n});\n'],
  ['an await in a declaration', 'function a(b) {\n  await b;\n}\n'],
  ['another error', 'const a = ;\n'],
])('leaves %s', (_, text) => {
  expect(repaired(text)).toBeUndefined();
});
