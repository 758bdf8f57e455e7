import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { foreignName } from './values/origins.js';
import { allWithin, partsOf } from './values/parts.js';

const PASSES = /^(#String|#JSON\.stringify|node:util#(inspect|format))$/;
const CLIENT = 'src/providers/weather/api/client.ts';
const fails = (code: string) => ({
  [CLIENT]: {
    replace: '): Promise<unknown> {',
    with: `): Promise<unknown> {\n  const response = await fetch('https://api.weather.dev/v1/status');\n  ${code}`,
  },
});

export default defineRule({
  severity: 'error',
  summary: 'No error that the model reads carries the raw answer of the API.',
  why: 'An answer may hold secrets, internal names or text that instructs the model.',
  source: {
    text: 'CWE-209, Generation of Error Message Containing Sensitive Information.',
    url: 'https://cwe.mitre.org/data/definitions/209.html',
  },
  securitySeverity: 5.3,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      if (!value.construct || !isForTheModel({ file, value: value.callee }, code)) continue;
      const raw = value.arguments
        .filter(({ is }) => is !== 'object')
        .map((given) => rawPart({ file, value: given }, code))
        .find(Boolean);
      if (!raw) continue;
      report({
        at: file.at(raw),
        message: 'This error tells the model what the API or the runtime said, word for word.',
        hint: 'Say in your own words what the model can do, and pass the rest on as "cause" for the log.',
      });
    }
  },
  examples: [
    {
      ok: fails(
        'if (!response.ok) throw new ToolError(`The API failed (HTTP ${response.status}).`);',
      ),
    },
    {
      ok: fails(
        "if (!response.ok) throw new ToolError('The API failed.', { cause: await response.text() });",
      ),
    },
    { ok: fails('if (!response.ok) throw new Error(await response.text());') },
    {
      bad: fails('if (!response.ok) throw new ToolError(await response.text());'),
      finds: [`${CLIENT}:8:47`],
    },
    {
      bad: fails(
        'const body = await response.text();\n  if (!response.ok) throw new ToolError(`The API said ${body}`);',
      ),
      finds: [`${CLIENT}:9:57`],
    },
    {
      bad: fails(
        'const body = await response.text();\n  const why = `The API said ${body}`;\n  if (!response.ok) throw new ToolError(why);',
      ),
      finds: [`${CLIENT}:10:41`],
    },
    {
      bad: {
        'src/core/refused.ts': `import { ToolError } from './define.js';

class Refused extends ToolError {}

export async function refuse(response: Response): Promise<never> {
  const { error } = await response.json();
  throw new Refused(JSON.stringify(error).slice(0, 200));
}
`,
      },
      finds: ['src/core/refused.ts:7:36'],
    },
  ],
});

/** `ToolError` or a class that extends it. */
function isForTheModel(callee: Located, code: Code, depth = 0): boolean {
  const origin = code.origin(callee);
  if (origin.is !== 'declared' || origin.path !== '' || origin.declaration.kind !== 'class')
    return false;
  const { name, base } = origin.declaration;
  if (name === 'ToolError') return true;
  return (
    base !== undefined &&
    depth < 10 &&
    isForTheModel({ file: origin.file, value: base }, code, depth + 1)
  );
}

/** The body of an answer or a stack trace, in the text itself. */
function rawPart({ file, value }: Located, code: Code): Value | undefined {
  for (const part of allWithin(value, (each) => passes({ file, value: each }, code))) {
    if (part.is === 'member' && part.name === 'stack') return part;
    if (part.is === 'call' && isBody(part)) return part;
    if (part.is === 'name' && isBodyName({ file, value: part }, code)) return part;
  }
  return undefined;
}

function passes({ file, value }: Located, code: Code): boolean {
  if (value.is === 'compound') return /^(\+|\?\?|\|\||&&|await|\?:)$/.test(value.operator);
  if (value.is === 'member') return value.object.is === 'call' || value.object.is === 'compound';
  if (value.is !== 'call') return true;
  if (isBody(value)) return false;
  const name = foreignName(code, { file, value: value.callee });
  return (name !== undefined && PASSES.test(name)) || isCutOf(value);
}

/** `body.slice(0, 200)` is still the body. */
const isCutOf = ({ callee }: CallValue) =>
  callee.is === 'member' &&
  /^(slice|substring|trim|replace|replaceAll|toString)$/.test(callee.name);

const isBody = ({ callee, arguments: given }: CallValue) =>
  callee.is === 'member' && /^(text|json)$/.test(callee.name) && given.length === 0;

/** A variable with the body, or with a text that was made of it. */
function isBodyName({ file, value }: Located, code: Code, depth = 0): boolean {
  const declaration = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  const { init } = declaration ?? {};
  if (!init || declaration?.kind === 'parameter' || depth > 5) return false;
  if ([init, ...partsOf(init)].some((part) => part.is === 'call' && isBody(part))) return true;
  const deeper = [
    ...allWithin(init, (each) => each === init || passes({ file, value: each }, code)),
  ];
  return (
    (init.is === 'template' || isSum(init)) &&
    deeper.some((part) => part !== value && isBodyName({ file, value: part }, code, depth + 1))
  );
}

const isSum = (value: Value) => value.is === 'compound' && value.operator === '+';
