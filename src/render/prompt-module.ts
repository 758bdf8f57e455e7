import { camelCase, kebabCase } from '../model/names.js';
import { placeholders } from '../model/placeholders.js';
import type { PromptArgumentSpec, PromptSpec } from '../model/spec.js';
import { declaration, textEntries } from '../source/print/declaration.js';
import type { Expr } from '../source/print/expression.js';
import { jsonExpr, method, word } from '../source/print/expression.js';
import { render } from '../source/print/layout.js';
import { propertyKey, templateText } from '../source/print/text-literal.js';
import { variablesFor } from '../source/print/variables.js';
import { objectDoc } from '../source/print/call.js';

/** File of a prompt, without extension. */
export const promptFile = (name: string) => kebabCase(name);

export const promptConstant = (name: string) => `${camelCase(name)}Prompt`;

/** `prompts/<name>.ts`. */
export function promptModule(spec: PromptSpec): string {
  const { name, title, description } = spec;
  const entries = [
    { key: 'name', value: jsonExpr(name) },
    ...textEntries({ title, description }),
    { key: 'args', value: argsExpr(spec.arguments) },
  ];
  return [
    "import * as z from 'zod';",
    "import { prompt } from '../mcp-instance.js';",
    '',
    declaration(promptConstant(name), 'prompt', entries, renderMethod(spec)),
  ].join('\n');
}

/** MCP prompt arguments are strings. */
function argsExpr(list: readonly PromptArgumentSpec[]): Expr {
  const entries = list.map(({ name, description, required }) => {
    const described =
      description === undefined
        ? stringExpr
        : method(stringExpr, 'describe', jsonExpr(description));
    return { key: name, value: required ? described : method(described, 'optional') };
  });
  const shape: Expr = { kind: 'object', entries, expanded: entries.length > 0 };
  return method(word('z'), 'object', shape);
}

const stringExpr = method(word('z'), 'string');

function renderMethod({ arguments: list, text }: PromptSpec): string {
  const used = new Set(placeholders(text).filter((name) => list.some((one) => one.name === name)));
  const variables = variablesFor([...used]);
  const picked = [...used].map((name) => {
    const variable = variables.get(name) ?? name;
    const binding = name === variable ? name : `${propertyKey(name)}: ${variable}`;
    return list.some((one) => one.name === name && one.required) ? binding : `${binding} = ''`;
  });
  let source = '';
  let literal = '';
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    const variable = piece.startsWith('{') ? variables.get(piece.slice(1, -1)) : undefined;
    if (variable === undefined) {
      literal += piece;
      continue;
    }
    source += `${templateText(literal)}\${${variable}}`;
    literal = '';
  }
  const parameter = picked.length > 0 ? objectDoc(picked) : '';
  const signature = render(['render(', parameter, ') {'], '  ', 0).text;
  return `  ${signature}\n    return \`${source}${templateText(literal)}\`;\n  },\n`;
}
